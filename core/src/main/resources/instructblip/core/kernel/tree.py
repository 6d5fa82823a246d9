def store(self: __torch__.Kernels, like: Tensor, layers: int, positions: int, width: int) -> List[Tensor]:
  # Room for keys and values per layer in turn, (B, positions, width)
  return [torch.empty([like.size(0), positions, width], dtype=like.dtype, layout=0, device=like.device) for i in range(2 * layers)]
