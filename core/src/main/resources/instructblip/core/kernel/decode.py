def padding(self: __torch__.Kernels, lengths: Tensor, positions: int, dtype: int) -> Tensor:
  # lengths (B) -> (B, 1, 1, positions): 0 where there is a position, -inf behind the end
  z = torch.zeros([lengths.size(0), positions], dtype=dtype, layout=0, device=lengths.device)
  return z.masked_fill_(torch.arange(positions, device=lengths.device).unsqueeze(0) >= lengths.unsqueeze(1), -float("inf")).unsqueeze(1).unsqueeze(1)
def penalise(self: __torch__.Kernels, scores: Tensor, seen: Optional[Tensor], penalty: float, barred: Optional[Tensor]) -> Tensor:
  # scores (B, n, V), barred (E) ids, seen (B, n, S) ids that count once each however often they stand there;
  # a row of -1 has seen nothing: it writes the score of id 0 back as it is
  if seen is not None:
    ids = torch.clamp_min(seen, 0)
    s = torch.gather(scores, 2, ids)
    scores.scatter_(2, ids, torch.where(seen < 0, s, torch.where(s < 0, s * penalty, s / penalty)))
  if barred is not None:
    scores.index_fill_(2, barred, -float("inf"))
  return scores
def best_beams(self: __torch__.Kernels, logits: Tensor, running: Tensor, seen: Optional[Tensor], penalty: float, barred: Optional[Tensor], k: int) -> Tuple[Tensor, Tensor, Tensor]:
  # logits (B, n, V), running (B, n) -> the k best sums (B, k), their index beam * V + id (B, k), 1 where all logits are finite (B)
  x = logits.float()
  finite = torch.isfinite(torch.sum(torch.flatten(x, 1), 1)).to(4)
  p = self.penalise(torch.log_softmax(x, -1), seen, penalty, barred)
  best, index = torch.topk(torch.flatten(p + running.unsqueeze(2), 1), k)
  return (best, index, finite)
def best_token(self: __torch__.Kernels, logits: Tensor, seen: Optional[Tensor], penalty: float, barred: Optional[Tensor]) -> Tuple[Tensor, Tensor]:
  # logits (B, 1, V) -> id (B), 1 where all logits are finite (B)
  x = torch.to(logits, 6, False, True)
  finite = torch.isfinite(torch.sum(torch.flatten(x, 1), 1)).to(4)
  return (torch.argmax(self.penalise(x, seen, penalty, barred), -1).flatten(), finite)
def losses(self: __torch__.Kernels, logits: Tensor, rows: Tensor, ids: Tensor) -> Tensor:
  # logits (B, n, V) read as (B*n, V); rows and ids (R) -> negative log-likelihood (R)
  x = torch.flatten(logits, 0, 1)
  if x.dtype != 7:
    x = x.float()
  return torch.logsumexp(x, 1)[rows] - x[rows, ids]
