package instructblip.cli.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import instructblip.cli.console.Json;
import instructblip.core.checkpoint.CheckpointException;

/**
 * What a stage needs to know, besides its tensors, to go on.
 *
 * @param draws that were made
 * @param bestStep whose weights were the best; 0 before the first validation
 * @param best their mean validation score
 */
record StageProgress(long draws, int bestStep, double best) {

    static final StageProgress BEGIN = new StageProgress(0, 0, 0);

    String json() {
        return Json.line(this);
    }

    /**
     * @throws CheckpointException when it is no such text
     */
    static StageProgress of(String json) {
        try {
            JsonNode node = new ObjectMapper().readTree(json);
            return new StageProgress(
                    node.required("draws").longValue(),
                    node.required("best_step").intValue(),
                    node.required("best").doubleValue());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new CheckpointException("The progress in a state is not readable: " + json, e);
        }
    }

    StageProgress with(int step, double mean) {
        return new StageProgress(draws, step, mean);
    }

    StageProgress after(long made) {
        return new StageProgress(made, bestStep, best);
    }
}
