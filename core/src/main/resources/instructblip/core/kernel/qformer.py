def qformer_keys(self: __torch__.Kernels, image: Tensor, w: List[Tensor]) -> List[Tensor]:
  # image (U, N, Dv), w: key weight, key bias, value weight, value bias per cross-attention layer -> keys and values in turn, (U, N, D)
  out: List[Tensor] = []
  for i in range(len(w) // 2):
    out.append(__torch__.lin_images(image, w[2 * i], w[2 * i + 1]))
  return out
def qformer_rows(self: __torch__.Kernels, image: Tensor, rows: Tensor, scaling: Optional[List[Tensor]], w: List[Tensor]) -> List[Tensor]:
  # As qformer_keys, for a qformer() that makes no keys: image rows (B, N, Dv) in the order of the batch, key weight, value weight
  # and value bias per cross-attention layer. Scaling, weight and bias that each row is yet to go through, goes into the projections
  x = image
  if rows.size(0) != image.size(0):
    x = torch.index_select(image, 0, rows)
  out: List[Tensor] = []
  for i in range(len(w) // 4):
    k = w[4 * i]
    v = w[4 * i + 2]
    b = w[4 * i + 3]
    if scaling is not None:
      b = torch.addmv(b, v, scaling[1])
      k = k * scaling[0]
      v = v * scaling[0]
    out.append(x)
    out.append(k)
    out.append(v)
    out.append(b)
  return out
def qformer(self: __torch__.Kernels, keys: List[Tensor], rows: Tensor, ids: Optional[Tensor], mask: Optional[Tensor], w: List[Tensor], heads: int, layers: int, frequency: int, activation: int, eps: float, hidden_rate: float, attention_rate: float) -> Tensor:
  # keys of U images, or B times what they would be made of; rows (B) says which image a row looks at, ids (B, T) instruction if it
  # reads one, mask (B, 1, 1, Q + T) bool -> (B, Q, D)
  # w: queries, words and positions with ids only, norm weight and bias, then per layer: self-attention 10, cross-attention 6 where
  # there is one, query feed-forward 6, text feed-forward 6 (with ids only, and not in the last layer, whose text outputs nobody reads)
  B = rows.size(0)
  Q = w[0].size(1)
  D = w[0].size(2)
  x = w[0].expand([B, Q, D])
  o = 1
  if ids is not None:
    x = torch.cat([x, torch.embedding(w[1], ids) + w[2][:ids.size(1)]], 1)
    o = 3
  x = __torch__.drop(torch.layer_norm(x, [D], w[o], w[o + 1], eps), hidden_rate)
  o = o + 2
  c = 0
  each = len(keys) // ((layers + frequency - 1) // frequency)
  for i in range(layers):
    a = __torch__.attend(__torch__.lin(x, w[o], w[o + 1]), __torch__.lin(x, w[o + 2], w[o + 3]), __torch__.lin(x, w[o + 4], w[o + 5]), heads, mask, False, None, attention_rate)
    x = torch.layer_norm(__torch__.drop(__torch__.lin(a, w[o + 6], w[o + 7]), hidden_rate) + x, [D], w[o + 8], w[o + 9], eps)
    o = o + 10
    y = x[:, :Q]
    t = x[:, Q:]
    if i % frequency == 0:
      q = __torch__.lin(y, w[o], w[o + 1])
      if each == 4:
        a = __torch__.attend_rows(q, keys[c], keys[c + 1], keys[c + 2], keys[c + 3], heads, None, None, attention_rate)
      else:
        k = keys[c]
        v = keys[c + 1]
        if k.size(0) != B:
          k = torch.index_select(k, 0, rows)
          v = torch.index_select(v, 0, rows)
        a = __torch__.attend(q, k, v, heads, None, False, None, attention_rate)
      y = torch.layer_norm(__torch__.drop(__torch__.lin(a, w[o + 2], w[o + 3]), hidden_rate) + y, [D], w[o + 4], w[o + 5], eps)
      o = o + 6
      c = c + each
    y = torch.layer_norm(__torch__.drop(__torch__.lin(__torch__.act(__torch__.lin(y, w[o], w[o + 1]), activation), w[o + 2], w[o + 3]), hidden_rate) + y, [D], w[o + 4], w[o + 5], eps)
    o = o + 6
    if ids is None or i == layers - 1:
      x = y
    else:
      t = torch.layer_norm(__torch__.drop(__torch__.lin(__torch__.act(__torch__.lin(t, w[o], w[o + 1]), activation), w[o + 2], w[o + 3]), hidden_rate) + t, [D], w[o + 4], w[o + 5], eps)
      o = o + 6
      x = torch.cat([y, t], 1)
  return x
def attended(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, heads: int, mask: Optional[Tensor], rate: float) -> Tensor:
  return __torch__.attend(q, k, v, heads, mask, False, None, rate)
