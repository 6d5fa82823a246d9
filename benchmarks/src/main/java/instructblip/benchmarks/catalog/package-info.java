/** The benchmarks by name, each complete: reader, prompts, kind of answer, metric. */
package instructblip.benchmarks.catalog;
