/** Untrusted annotation files go in, whatever their encoding and size; typed records come out. */
package instructblip.benchmarks.dataset.source;
