def packed(w: Tensor, rows: int) -> Tensor:
  return ops.mkldnn._reorder_linear_weight(w, rows)
def lin(x: Tensor, w: Tensor, b: Optional[Tensor]=None) -> Tensor:
  if w.is_mkldnn:
    y = ops.mkldnn._linear_pointwise(x, w, b, "none", [], None)
  else:
    y = torch.linear(x, w, b)
  return y
def lin_images(x: Tensor, w: Tensor, b: Tensor) -> Tensor:
  # x (B, n, D): all rows in one product. It is done in blocks of 64 rows, and one of few rows takes a thread about as long as
  # a full one: 257 rows are a quarter slower than 256 and 1. A row's bits do not depend on its neighbours
  rows = x.size(0) * x.size(1)
  over = rows % 64
  if w.is_mkldnn and rows >= 256 and rows < 1024 and over > 0 and over <= 4:
    f = torch.flatten(x, 0, 1)
    parts = [__torch__.lin(f.narrow(0, 0, rows - over), w, b), __torch__.lin(f.narrow(0, rows - over, over), w, b)]
    y = torch.cat(parts, 0).view([x.size(0), x.size(1), -1])
  else:
    y = __torch__.lin(x, w, b)
  return y
def weigh(q: Tensor, k: Tensor, v: Tensor, heads: int, mask: Optional[Tensor], causal: bool, scale: Optional[float]) -> Tensor:
  # In bfloat16 fused attention takes twice the time of these products, of as many samples as leave their scores in a core's cache
  if q.dtype != 15 or causal:
    out = __torch__.weigh_fused(q, k, v, heads, mask, causal, scale)
  else:
    n = q.size(1)
    m = k.size(1)
    d = q.size(2) // heads
    out = torch.empty([q.size(0), n, q.size(2)], dtype=q.dtype, layout=0, device=q.device)
    bias = torch.empty([1, 1, 1, 1], dtype=q.dtype, layout=0, device=q.device)
    scored = 0.
    if mask is not None:
      bias = __torch__.additive(mask, q)
      scored = 1.
    most = max(1, 1048576 // (heads * n * m))
    for i in range((q.size(0) + most - 1) // most):
      at = i * most
      B = min(most, q.size(0) - at)
      qh = __torch__.heads_first(q.narrow(0, at, B), heads).reshape([B * heads, n, d])
      kh = __torch__.heads_first(k.narrow(0, at, B), heads).reshape([B * heads, m, d])
      vh = __torch__.heads_first(v.narrow(0, at, B), heads).reshape([B * heads, m, d])
      if mask is not None:
        start = (bias if bias.size(0) == 1 else bias.narrow(0, at, B)).expand([B, heads, n, m]).reshape([B * heads, n, m])
      else:
        start = bias[0]
      s = torch.baddbmm(start, qh, kh.transpose(1, 2), beta=scored, alpha=scale if scale is not None else float(d) ** -0.5)
      a = torch.bmm(torch.softmax(s, -1), vh).view([B, heads, n, d]).transpose(1, 2)
      y = out.narrow(0, at, B).view([B, n, heads, d]).copy_(a)
  return out
