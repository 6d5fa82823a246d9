/**
 * A folder with a data set's official files goes in, in the layouts people have; samples come out.
 */
package instructblip.benchmarks.dataset.reader;
