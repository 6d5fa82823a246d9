package instructblip.cli.tune;

import java.util.Map;

/**
 * What a stage came to.
 *
 * @param stage name
 * @param steps made
 * @param learned numbers
 * @param shares of draws by data set
 * @param bestStep whose weights were kept; 0 where the last were
 * @param validation scores of the kept weights by set
 */
record StageResult(
        String stage,
        int steps,
        long learned,
        Map<String, Double> shares,
        int bestStep,
        Map<String, Double> validation) {}
