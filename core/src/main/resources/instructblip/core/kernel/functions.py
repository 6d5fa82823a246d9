def act(x: Tensor, kind: int) -> Tensor:
  # kind: see Activation.java
  if kind == 0:
    y = torch.gelu(x)
  elif kind == 1:
    y = torch.gelu(x, approximate="tanh")
  elif kind == 2:
    y = torch.relu(x)
  elif kind == 3:
    y = torch.silu(x)
  else:
    y = x * torch.sigmoid(1.702 * x)
  return y
def drop(x: Tensor, rate: float) -> Tensor:
  # dropout with the engine's own random numbers; rate is 0 but in training. Drawing is serial on a CPU, so a number of
  # 64 bits serves four elements: the rate is a multiple of 2^-16
  if rate > 0.:
    n = x.numel()
    bits = torch.empty([(n + 3) // 4], dtype=4, layout=0, device=x.device)
    bits = torch.random_(bits, -9223372036854775807, None)
    dropped = int(rate * 65536. + 0.5)
    kept = torch.ge(torch.view_copy(bits, dtype=2)[:n].view(x.size()), dropped - 32768)
    y = x * torch.div_(torch.to(kept, x.dtype), 1. - dropped / 65536.)
  else:
    y = x
  return y
def heads_first(x: Tensor, heads: int) -> Tensor:
  # (B, n, H*d) -> (B, H, n, d)
  return x.view([x.size(0), -1, heads, x.size(2) // heads]).transpose(1, 2)
def additive(mask: Tensor, like: Tensor) -> Tensor:
  # what is added to scores for a mask, which is that or bool, true where there is something to see
  y = mask
  if mask.dtype == 11:
    y = torch.zeros_like(mask, dtype=like.dtype).masked_fill_(torch.bitwise_not(mask), -float("inf"))
  return y
def weigh_fused(q: Tensor, k: Tensor, v: Tensor, heads: int, mask: Optional[Tensor], causal: bool, scale: Optional[float]) -> Tensor:
  a = torch.scaled_dot_product_attention(__torch__.heads_first(q, heads), __torch__.heads_first(k, heads), __torch__.heads_first(v, heads), mask, 0., causal, scale=scale)
  return a.transpose(1, 2).reshape([q.size(0), -1, q.size(2)])
def attend(q: Tensor, k: Tensor, v: Tensor, heads: int, mask: Optional[Tensor], causal: bool, scale: Optional[float], rate: float=0.) -> Tensor:
  # q (B, n, H*d), k and v (B, m, H*d), mask bool or additive, spread over (B, H, n, m) -> (B, n, H*d)
  if rate > 0.:
    qh = __torch__.heads_first(q, heads)
    s = torch.matmul(qh, __torch__.heads_first(k, heads).transpose(2, 3)) * (scale if scale is not None else float(qh.size(3)) ** -0.5)
    if mask is not None:
      s = s + __torch__.additive(mask, s)
    if causal:
      s = s.masked_fill(torch.ones([s.size(2), s.size(3)], dtype=11, layout=0, device=s.device).triu(1), -float("inf"))
    a = torch.matmul(__torch__.drop(torch.softmax(s, -1), rate), __torch__.heads_first(v, heads)).transpose(1, 2).reshape([q.size(0), -1, q.size(2)])
  else:
    a = __torch__.weigh(q, k, v, heads, mask, causal, scale)
  return a
def attend_rows(q: Tensor, x: Tensor, wk: Tensor, wv: Tensor, bv: Optional[Tensor], heads: int, mask: Optional[Tensor], scale: Optional[float], rate: float) -> Tensor:
  # attend(q, lin(x, wk, any bias), lin(x, wv, bv), ...) without keys and values: q (B, n, H*d) is taken to the rows' width, and the
  # rows x (B, m, Dx) are weighed before they are projected. H*n rows a sample instead of m through each projection, and H*n
  # instead of n through each product with them: less work, also of the derivative, while n < d / 2. A bias of keys adds the
  # same to all scores of a row
  B = q.size(0)
  n = q.size(1)
  d = q.size(2) // heads
  by_head = (q * (scale if scale is not None else float(d) ** -0.5)).view([B * n, heads, d]).transpose(0, 1)
  a = torch.bmm(by_head, wk.view([heads, d, -1])).transpose(0, 1).reshape([B, n * heads, -1])
  s = torch.bmm(a, x.transpose(1, 2)).view([B, n, heads, -1])
  if mask is not None:
    s = s + __torch__.additive(mask, s)
  p = __torch__.drop(torch.softmax(s, -1), rate)
  c = torch.bmm(p.view([B, n * heads, -1]), x).view([B * n, heads, -1])
  y = torch.bmm(wv.view([heads, d, -1]), c.permute([1, 2, 0])).permute([2, 0, 1])
  if bv is not None:
    y = y + torch.sum(p, 3).view([B * n, heads, 1]) * bv.view([heads, d])
  return y.reshape([B, n, -1])
def rms(x: Tensor, w: Tensor, eps: float) -> Tensor:
  # x is wider than w where float16 would overflow: normed in x's type, handed on in w's
  if x.dtype == w.dtype:
    y = torch.rms_norm(x, [x.size(-1)], w, eps)
  else:
    y = torch.to(torch.rms_norm(x, [x.size(-1)], torch.to(w, x.dtype), eps), w.dtype)
  return y
def rotate(x: Tensor, cos: Tensor, sin: Tensor, heads: int) -> Tensor:
  # x (B, n, H*d); cos and sin (B, n, 1, d)
  y = x.view([x.size(0), x.size(1), heads, -1])
  half = y.size(3) // 2
  turned = torch.cat([torch.neg(y[:, :, :, half:]), y[:, :, :, :half]], 3)
  return (y * cos + turned * sin).view([x.size(0), x.size(1), -1])
def repeat_heads(x: Tensor, heads: int, times: int) -> Tensor:
  # (B, n, G*d) -> (B, n, G*times*d): each key/value head serves that many query heads
  if times == 1:
    y = x
  else:
    B = x.size(0)
    n = x.size(1)
    d = x.size(2) // heads
    y = x.view([B, n, heads, 1, d]).expand([B, n, heads, times, d]).reshape([B, n, heads * times * d])
  return y
def feed_forward(h: Tensor, w: List[Tensor], o: int, gated: bool, activation: int, rate: float) -> Tensor:
  # w from o on: wi_0 wi_1 wo where it is gated, else wi wo; wo may be wider than the rest
  inner = __torch__.act(__torch__.lin(h, w[o]), activation)
  out = w[o + 1]
  if gated:
    inner = inner * __torch__.lin(h, out)
    out = w[o + 2]
  return __torch__.drop(__torch__.lin(torch.to(__torch__.drop(inner, rate), out.dtype), out), rate)
def tree_mask(visible: Tensor, padding: Tensor) -> Tensor:
  # visible (groups, r, nodes) bool, padding (B, 1, 1, P) additive -> (groups, 1, r, P + nodes) additive
  nodes = torch.zeros_like(visible, dtype=padding.dtype).masked_fill_(torch.bitwise_not(visible), -float("inf")).unsqueeze(1)
  before = torch.repeat_interleave(padding, visible.size(0) // padding.size(0), 0)
  return torch.cat([before.expand([visible.size(0), 1, visible.size(1), padding.size(3)]), nodes], 3)
def rows_at(x: Tensor, rows: Tensor) -> Tensor:
  # x (B, n, D), rows (B, r) -> (B, r, D)
  return torch.gather(x, 1, rows.unsqueeze(2).expand([rows.size(0), rows.size(1), x.size(2)]))
def buckets(distance: Tensor, both: bool, count: int, most: float) -> Tensor:
  # Relative position buckets in the reference's order of float32 operations: T5Attention._relative_position_bucket
  n = count
  side = torch.zeros_like(distance)
  r = distance
  if both:
    n = count // 2
    side = (distance > 0).to(4) * n
    r = torch.abs(distance)
  else:
    r = torch.neg(torch.clamp_max(distance, 0))
  exact = n // 2
  far = exact + (torch.log(r.float() / exact) / torch.log(torch.tensor(most / exact, dtype=7)).item() * (n - exact)).to(4)
  far = torch.clamp_max(far, n - 1)
  return side + torch.where(r < exact, r, far)
