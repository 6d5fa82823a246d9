/**
 * Answers as people and models write them go in; the forms that VQA scorers compare, and the
 * agreement with ten annotators, come out.
 */
package instructblip.results.metric.vqa;
