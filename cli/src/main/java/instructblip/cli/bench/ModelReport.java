package instructblip.cli.bench;

import java.util.List;
import java.util.Optional;

/**
 * Measurements of one model.
 *
 * @param runs one per batch size
 * @param againstBatch1 whether all answered alike, where that was asked
 */
public record ModelReport(List<ModelTiming> runs, Optional<BatchAgreement> againstBatch1) {}
