def opt_layers(self: __torch__.Kernels, x0: Tensor, positions: Tensor, places: Optional[Tensor], mask: Optional[Tensor], used: int, store: List[Tensor], w: List[Tensor], heads: int, layers: int, activation: int, before: bool, rate: float, attention_rate: float) -> Tensor:
  # x0 (B, n, E), positions (B, n), places and mask as in opt_extend, mask None = causal -> (B, n, E)
  # w: words, head, positions, then 16 per layer: norm q k v o, norm fc1 fc2, each with its bias;
  # then in and out where E, the width of words, is not D; then the final norm where there is one
  D = w[2].size(1)
  eps = 1e-05
  end = 3 + 16 * layers
  x = x0
  if x.size(2) != D:
    x = __torch__.lin(x, w[end])
    end = end + 2
  x = x + torch.embedding(w[2], positions + 2)
  n = x.size(1)
  for i in range(layers):
    o = 3 + 16 * i
    h = x
    if before:
      h = torch.layer_norm(x, [D], w[o], w[o + 1], eps)
    store[2 * i].narrow(1, used, n).copy_(__torch__.lin(h, w[o + 4], w[o + 5]))
    store[2 * i + 1].narrow(1, used, n).copy_(__torch__.lin(h, w[o + 6], w[o + 7]))
    a = self.look(__torch__.lin(h, w[o + 2], w[o + 3]), self.looked_at(store[2 * i], used + n, places), self.looked_at(store[2 * i + 1], used + n, places), heads, mask, mask is None, None, attention_rate)
    x = x + __torch__.drop(__torch__.lin(a, w[o + 8], w[o + 9]), rate)
    if before:
      h = torch.layer_norm(x, [D], w[o + 10], w[o + 11], eps)
    else:
      x = torch.layer_norm(x, [D], w[o], w[o + 1], eps)
      h = x
    x = x + __torch__.drop(__torch__.lin(__torch__.act(__torch__.lin(h, w[o + 12], w[o + 13]), activation), w[o + 14], w[o + 15]), rate)
    if not before:
      x = torch.layer_norm(x, [D], w[o + 10], w[o + 11], eps)
  if len(w) > end:
    x = torch.layer_norm(x, [D], w[end], w[end + 1], eps)
  if x0.size(2) != D:
    x = __torch__.lin(x, w[end - 1])
  return x
def opt_prefill(self: __torch__.Kernels, x: Tensor, rows: Tensor, store: List[Tensor], w: List[Tensor], heads: int, layers: int, activation: int, before: bool, rate: float, attention_rate: float) -> Tensor:
  # x (B, P, E) padded on the right: causal attention alone keeps the padding out of sight.
  # rows (B, r) positions whose logits are wanted -> (B, r, V)
  positions = torch.arange(x.size(1), device=x.device).unsqueeze(0).expand([x.size(0), x.size(1)])
  h = self.opt_layers(x, positions, None, None, 0, store, w, heads, layers, activation, before, rate, attention_rate)
  return __torch__.lin(__torch__.rows_at(h, rows), w[1])
def opt_extend(self: __torch__.Kernels, ids: Tensor, positions: Tensor, places: Optional[Tensor], visible: Tensor, padding: Tensor, used: int, store: List[Tensor], w: List[Tensor], heads: int, layers: int, activation: int, before: bool) -> Tensor:
  # ids and positions (B, n) of new nodes, places (groups, P + keys) that groups of them look at or None = all with one group
  # per sample, visible (groups, r, keys) bool, padding (B, 1, 1, P) additive -> (B, n, E) ready for the output layer
  return self.opt_layers(torch.embedding(w[0], ids), positions, places, __torch__.tree_mask(visible, padding), used, store, w, heads, layers, activation, before, 0., 0.)
