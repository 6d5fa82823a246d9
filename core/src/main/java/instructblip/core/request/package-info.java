/**
 * What is asked of a model and what it answers, free of tensors and files: a {@link
 * instructblip.core.request.Request} goes in, an {@link instructblip.core.request.Answer} comes
 * out.
 */
package instructblip.core.request;
