/**
 * Image rows and the instruction go in, a fixed number of visual tokens in the language model's
 * width comes out: the instruction-aware Q-Former and its projection.
 */
package instructblip.core.qformer;
