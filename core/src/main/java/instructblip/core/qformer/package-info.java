/**
 * Image rows and, in InstructBLIP, the instruction go in, a fixed number of visual tokens in the
 * language model's width comes out: the Q-Former and its projection.
 */
package instructblip.core.qformer;
