package instructblip.benchmarks.world;

import java.util.Map;

/**
 * A record that a task could have for a scene.
 *
 * @param group of records that shall be about as many as those of any other group: the form of the
 *     question and its answer
 * @param fields of the record in their order: texts, numbers, lists of texts
 */
record Possible(String group, Map<String, Object> fields) {}
