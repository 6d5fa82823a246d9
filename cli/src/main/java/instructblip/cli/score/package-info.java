/** A file of predictions and a benchmark's files go in; the benchmark's result comes out. */
package instructblip.cli.score;
