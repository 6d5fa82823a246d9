def llama_frequencies(self: __torch__.Kernels, theta: float, d: int, device: str) -> Tensor:
  # In torch's float32: a double power rounded once is off by a unit, which costs 1e-4 on long prompts
  return torch.to(torch.reciprocal(torch.pow(theta, torch.arange(0, d, 2).float() / d)), torch.device(device), 6)
def llama_layers(self: __torch__.Kernels, x0: Tensor, positions: Tensor, places: Optional[Tensor], mask: Optional[Tensor], used: int, store: List[Tensor], frequencies: Tensor, w: List[Tensor], heads: int, groups: int, activation: int, eps: float, rate: float) -> Tensor:
  # x0 (B, n, D), positions (B, n), places and mask as in llama_extend, mask None = causal -> normed (B, n, D)
  # w: embedding, head, final norm, then 9 per layer: norm q k v o, norm gate up down
  x = x0
  n = x.size(1)
  angle = positions.float().unsqueeze(2) * frequencies
  angle = torch.cat([angle, angle], 2).unsqueeze(2)
  c = torch.cos(angle).to(x.dtype)
  s = torch.sin(angle).to(x.dtype)
  times = heads // groups
  for i in range((len(w) - 3) // 9):
    o = 3 + 9 * i
    h = __torch__.rms(x, w[o], eps)
    store[2 * i].narrow(1, used, n).copy_(__torch__.rotate(__torch__.lin(h, w[o + 2]), c, s, groups))
    store[2 * i + 1].narrow(1, used, n).copy_(__torch__.lin(h, w[o + 3]))
    k = __torch__.repeat_heads(self.looked_at(store[2 * i], used + n, places), groups, times)
    v = __torch__.repeat_heads(self.looked_at(store[2 * i + 1], used + n, places), groups, times)
    a = self.look(__torch__.rotate(__torch__.lin(h, w[o + 1]), c, s, heads), k, v, heads, mask, mask is None, None, rate)
    x = x + __torch__.lin(a, w[o + 4])
    h = __torch__.rms(x, w[o + 5], eps)
    x = x + __torch__.lin(__torch__.act(__torch__.lin(h, w[o + 6]), activation) * __torch__.lin(h, w[o + 7]), w[o + 8])
  return __torch__.rms(x, w[2], eps)
def llama_prefill(self: __torch__.Kernels, x: Tensor, rows: Tensor, store: List[Tensor], frequencies: Tensor, w: List[Tensor], heads: int, groups: int, activation: int, eps: float, rate: float) -> Tensor:
  # x (B, P, D) padded on the right: causal attention alone keeps the padding out of sight.
  # rows (B, r) positions whose logits are wanted -> (B, r, V)
  positions = torch.arange(x.size(1), device=x.device).unsqueeze(0).expand([x.size(0), x.size(1)])
  h = self.llama_layers(x, positions, None, None, 0, store, frequencies, w, heads, groups, activation, eps, rate)
  return __torch__.lin(__torch__.rows_at(h, rows), w[1])
def llama_extend(self: __torch__.Kernels, ids: Tensor, positions: Tensor, places: Optional[Tensor], visible: Tensor, padding: Tensor, used: int, store: List[Tensor], frequencies: Tensor, w: List[Tensor], heads: int, groups: int, activation: int, eps: float) -> Tensor:
  # ids and positions (B, n) of new nodes, places (groups, P + keys) that groups of them look at or None = all with one group
  # per sample, visible (groups, r, keys) bool, padding (B, 1, 1, P) additive -> (B, n, D) ready for the output layer
  return self.llama_layers(torch.embedding(w[0], ids), positions, places, __torch__.tree_mask(visible, padding), used, store, frequencies, w, heads, groups, activation, eps, 0.)
