/** A seed goes in; pictures of coloured shapes come out, with questions on them and the answers. */
package instructblip.benchmarks.world;
