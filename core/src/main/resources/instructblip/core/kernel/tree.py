def store(self: __torch__.Kernels, like: Tensor, layers: int, positions: int, width: int) -> List[Tensor]:
  # Room for keys and values per layer in turn, (B, positions, width)
  return [torch.empty([like.size(0), positions, width], dtype=like.dtype, layout=0, device=like.device) for i in range(2 * layers)]
def looked_at(self: __torch__.Kernels, stored: Tensor, used: int, places: Optional[Tensor]) -> Tensor:
  # stored (B, room, W) -> its used positions (B, used, W), or those that each group looks at, (groups, keys, W):
  # places (groups, keys) counts positions through all samples
  if places is None:
    y = stored.narrow(1, 0, used)
  else:
    y = torch.index_select(torch.flatten(stored, 0, 1), 0, torch.flatten(places)).view([places.size(0), places.size(1), stored.size(2)])
  return y
def look(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, heads: int, mask: Optional[Tensor], causal: bool, scale: Optional[float], rate: float) -> Tensor:
  # q (B, n, H*d), k and v (B, keys, H*d), or of several groups per sample that share its nodes evenly -> (B, n, H*d)
  B = q.size(0)
  n = q.size(1)
  groups = k.size(0) // B
  if groups == 1:
    a = __torch__.attend(q, k, v, heads, mask, causal, scale, rate)
  else:
    r = (n + groups - 1) // groups
    grouped = torch.constant_pad_nd(q, [0, 0, 0, r * groups - n]).view([k.size(0), r, q.size(2)])
    a = __torch__.attend(grouped, k, v, heads, mask, causal, scale, rate).view([B, r * groups, q.size(2)]).narrow(1, 0, n)
  return a
def next_logits(self: __torch__.Kernels, h: Tensor, w: List[Tensor]) -> Tensor:
  # h (B, n, D), the output layer second in w -> (B, n, V)
  return __torch__.lin(h, w[1])
def next_losses(self: __torch__.Kernels, h: Tensor, rows: Tensor, together: int, counts: List[int], which: Tensor, ids: Tensor, w: List[Tensor]) -> Tensor:
  # h (B, n, D) read as (B*n, D), of which rows (R) get logits, so many together; counts says how many of the next tokens stand
  # behind each of these parts, which and ids (K) behind which of a part's rows and what -> negative log-likelihood (K)
  x = torch.index_select(torch.flatten(h, 0, 1), 0, rows)
  out: List[Tensor] = []
  at = 0
  for i in range(len(counts)):
    logits = __torch__.lin(x.narrow(0, i * together, min(together, x.size(0) - i * together)), w[1])
    p = torch.log_softmax(logits, 1, 7 if logits.dtype == 7 else 6)
    out.append(torch.neg(p[which.narrow(0, at, counts[i]), ids.narrow(0, at, counts[i])]))
    at = at + counts[i]
  return torch.cat(out)
