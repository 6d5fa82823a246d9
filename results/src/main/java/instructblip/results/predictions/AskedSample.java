package instructblip.results.predictions;

import instructblip.results.record.SampleRecord;

/**
 * A sample of a data set that waits for its answer.
 *
 * @param record all but the answer; what it has of one is not read
 * @param question as the data set words it; empty where samples have none
 */
public record AskedSample(SampleRecord record, String question) {}
