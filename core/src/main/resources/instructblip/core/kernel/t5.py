def t5_encoder(self: __torch__.Kernels, x0: Tensor, padding: Optional[Tensor], w: List[Tensor], heads: int, gated: bool, activation: int, eps: float, most: int, rate: float) -> Tensor:
  # x0 (B, P, D), padding (B, 1, 1, P) additive -> (B, P, D)
  # w: relative bias table, final norm, then 9 per layer: norm q k v o, norm wi_0 wi_1 wo; 8 where it is not gated: norm wi wo
  x = __torch__.drop(x0, rate)
  size = 9 if gated else 8
  r = torch.arange(x.size(1), device=x.device)
  b = __torch__.buckets(r.unsqueeze(0) - r.unsqueeze(1), True, w[0].size(0), float(most))
  bias = torch.embedding(w[0], b).permute([2, 0, 1]).unsqueeze(0)
  if padding is not None:
    bias = bias + padding
  else:
    bias = bias.contiguous()
  for i in range((len(w) - 2) // size):
    o = 2 + size * i
    h = __torch__.rms(x, w[o], eps)
    a = __torch__.attend(__torch__.lin(h, w[o + 1]), __torch__.lin(h, w[o + 2]), __torch__.lin(h, w[o + 3]), heads, bias, False, 1.0, rate)
    x = x + __torch__.drop(__torch__.lin(a, w[o + 4]), rate)
    h = __torch__.rms(x, w[o + 5], eps)
    x = x + __torch__.feed_forward(h, w, o + 6, gated, activation, rate)
  return __torch__.drop(__torch__.rms(x, w[1], eps), rate)
def t5_cross(self: __torch__.Kernels, encoded: Tensor, gated: bool, w: List[Tensor]) -> List[Tensor]:
  # encoded (B, P, D) -> cross-attention keys and values per decoder layer in turn, (B, P, H*d)
  size = 14 if gated else 13
  out: List[Tensor] = []
  for i in range((len(w) - 3) // size):
    out.append(__torch__.lin(encoded, w[3 + size * i + 7]))
    out.append(__torch__.lin(encoded, w[3 + size * i + 8]))
  return out
def t5_distance_bias(self: __torch__.Kernels, table: Tensor, depth: int, most: int) -> Tensor:
  # table (buckets, H) -> (depth + 1, H): the bias of each distance back in the tree, then a row that masks
  b = torch.embedding(table, __torch__.buckets(torch.neg(torch.arange(depth, device=table.device)), False, table.size(0), float(most)))
  return torch.cat([b, torch.full([1, table.size(1)], -float("inf"), dtype=table.dtype, layout=0, device=table.device)], 0)
def t5_extend(self: __torch__.Kernels, ids: Tensor, places: Optional[Tensor], distance: Tensor, distance_bias: Tensor, used: int, store: List[Tensor], cross: List[Tensor], padding: Optional[Tensor], w: List[Tensor], heads: int, gated: bool, activation: int, eps: float, scale: float, rate: float) -> Tensor:
  # ids (B, n) new nodes, places (groups, keys) that groups of them look at or None = all with one group per sample,
  # distance (groups, r, keys) depth differences or the masking row -> (B, n, D) ready for the output layer
  # cross: keys and values of t5_cross, or what the encoder returned alone
  # w: shared, head, final norm, then 14 per layer: norm q k v o, norm q k v o, norm wi_0 wi_1 wo; 13 where it is not gated
  size = 14 if gated else 13
  x = __torch__.drop(torch.embedding(w[0], ids), rate)
  n = ids.size(1)
  bias = torch.embedding(distance_bias, distance).permute([0, 3, 1, 2]).contiguous()
  for i in range((len(w) - 3) // size):
    o = 3 + size * i
    h = __torch__.rms(x, w[o], eps)
    store[2 * i].narrow(1, used, n).copy_(__torch__.lin(h, w[o + 2]))
    store[2 * i + 1].narrow(1, used, n).copy_(__torch__.lin(h, w[o + 3]))
    a = self.look(__torch__.lin(h, w[o + 1]), self.looked_at(store[2 * i], used + n, places), self.looked_at(store[2 * i + 1], used + n, places), heads, bias, False, 1.0, rate)
    x = x + __torch__.drop(__torch__.lin(a, w[o + 4]), rate)
    h = __torch__.rms(x, w[o + 5], eps)
    q = __torch__.lin(h, w[o + 6])
    if len(cross) == 1:
      a = __torch__.attend_rows(q, cross[0], w[o + 7], w[o + 8], None, heads, padding, 1.0, rate)
    else:
      a = __torch__.attend(q, cross[2 * i], cross[2 * i + 1], heads, padding, False, 1.0, rate)
    x = x + __torch__.drop(__torch__.lin(a, w[o + 9]), rate)
    h = __torch__.rms(x, w[o + 10], eps)
    x = x + __torch__.feed_forward(h, w, o + 11, gated, activation, rate)
  h = __torch__.drop(__torch__.rms(x, w[2], eps), rate)
  if scale != 1.0:
    h = h * scale
  return h
