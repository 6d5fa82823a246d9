/** Texts go in, token ids for Q-Former and language model come out, and back again. */
package instructblip.core.text;
