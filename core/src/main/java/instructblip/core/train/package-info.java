/** Samples go in batch by batch; the tensors of a model that learn are changed by each step. */
package instructblip.core.train;
