/**
 * The tensor engine behind one door: TorchScript text goes in, callable kernels on tensors come
 * out. Nothing outside this package sees the engine's own types.
 */
package instructblip.core.kernel;
