/**
 * Visual tokens and prompt tokens go in, next-token logits come out: what all families of language
 * models share.
 */
package instructblip.core.language;
