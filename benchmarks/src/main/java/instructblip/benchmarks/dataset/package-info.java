/** Official annotation files go in; samples come out. */
package instructblip.benchmarks.dataset;
