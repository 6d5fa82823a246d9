def vit_layers(self: __torch__.Kernels, pixels: Tensor, w: List[Tensor], heads: int, patch: int, activation: int, eps: float) -> Tensor:
  # pixels (B, 3, S, S) -> (B, 1 + patches, D), not normed
  # w: patch weight and bias, class embedding, position embedding, final norm weight and bias, then 12 per layer
  B = pixels.size(0)
  g = pixels.size(3) // patch
  D = w[1].size(0)
  x = pixels.reshape([B, 3, g, patch, g, patch]).permute([0, 2, 4, 1, 3, 5]).reshape([B, g * g, 3 * patch * patch])
  x = torch.to(x, w[1].dtype)
  x = __torch__.lin_images(x, w[0], w[1])
  x = torch.cat([w[2].expand([B, 1, D]), x], 1) + w[3]
  for i in range((len(w) - 6) // 12):
    o = 6 + 12 * i
    h = torch.layer_norm(x, [D], w[o], w[o + 1], eps)
    q, k, v = torch.chunk(__torch__.lin_images(h, w[o + 2], w[o + 3]), 3, 2)
    x = x + __torch__.lin_images(__torch__.attend(q, k, v, heads, None, False, None), w[o + 4], w[o + 5])
    h = torch.layer_norm(x, [D], w[o + 6], w[o + 7], eps)
    x = x + __torch__.lin_images(__torch__.act(__torch__.lin_images(h, w[o + 8], w[o + 9]), activation), w[o + 10], w[o + 11])
  return x
def vit(self: __torch__.Kernels, pixels: Tensor, w: List[Tensor], heads: int, patch: int, activation: int, eps: float) -> Tensor:
  x = self.vit_layers(pixels, w, heads, patch, activation, eps)
  return torch.layer_norm(x, [x.size(2)], w[4], w[5], eps)
def standardised(self: __torch__.Kernels, x: Tensor, eps: float) -> Tensor:
  return torch.layer_norm(x, [x.size(-1)], None, None, eps)
def layer_norm(self: __torch__.Kernels, x: Tensor, w: List[Tensor], eps: float) -> Tensor:
  # w: weight and bias
  return torch.layer_norm(x, [x.size(-1)], w[0], w[1], eps)
