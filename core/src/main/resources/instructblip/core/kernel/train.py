def learned(self: __torch__.Kernels, x: Tensor) -> Tensor:
  # a leaf of its own that gradients are computed for
  return torch.requires_grad_(torch.clone(torch.detach(x)), True)
def assign(self: __torch__.Kernels, w: Tensor, values: Tensor) -> None:
  x = torch.detach(w).copy_(torch.view(values, w.size()))
  return None
def stored(self: __torch__.Kernels, x: Tensor, dtype: int) -> Tensor:
  # its bytes in another type
  return torch.view_copy(torch.flatten(torch.to(torch.detach(x), dtype)), dtype=0)
def gradients(self: __torch__.Kernels, loss: Tensor, w: List[Tensor]) -> List[Tensor]:
  # of a single number; zeros where it does not depend on a tensor
  found = torch.grad([loss], w, None, None, False, True)
  out: List[Tensor] = []
  for i in range(len(w)):
    g = found[i]
    if g is not None:
      out.append(g)
    else:
      out.append(torch.zeros_like(w[i]))
  return out
def share(self: __torch__.Kernels, losses: Tensor, of: int) -> Tensor:
  # what a pass adds to a mean over that many numbers
  return torch.sum(losses) / of
def add_all(self: __torch__.Kernels, sums: List[Tensor], more: List[Tensor]) -> None:
  for i in range(len(sums)):
    x = torch.add_(sums[i], more[i])
  return None
def zeros_like(self: __torch__.Kernels, like: Tensor) -> Tensor:
  return torch.zeros_like(torch.detach(like))
def norm(self: __torch__.Kernels, g: List[Tensor]) -> Tensor:
  # of all tensors as one vector
  return torch.linalg_vector_norm(torch.stack([torch.linalg_vector_norm(x) for x in g]))
def clip(self: __torch__.Kernels, g: List[Tensor], norm: Tensor, most: float) -> None:
  # torch.nn.utils.clip_grad_norm_
  factor = torch.clamp_max(most / (norm + 1e-6), 1.0)
  for x in g:
    y = torch.mul_(x, factor)
  return None
def adamw(self: __torch__.Kernels, w: List[Tensor], g: List[Tensor], first: List[Tensor], second: List[Tensor], step: int, lr: float, beta1: float, beta2: float, eps: float, decay: List[float]) -> None:
  # torch.optim.AdamW in its order of operations; step counts from 1. The fused operator takes elements in the order in which
  # they lie in memory, and is left out as without effect where it changes lists that were made here
  flat: List[Tensor] = []
  steps: List[Tensor] = []
  made = torch.full([], float(step), dtype=6, layout=0, device=w[0].device)
  for i in range(len(w)):
    if decay[i] != 0.:
      x = torch.mul_(w[i], 1.0 - lr * decay[i])
    flat.append(g[i].contiguous())
    steps.append(made)
  torch._fused_adamw_(w, flat, first, second, [], steps, lr=lr, beta1=beta1, beta2=beta2, weight_decay=0., eps=eps, amsgrad=False, maximize=False, grad_scale=None, found_inf=None)
  return None
def seed(self: __torch__.Kernels, seed: int) -> None:
  x = torch.manual_seed(seed)
  return None
def dropped(self: __torch__.Kernels, x: Tensor, rate: float) -> Tensor:
  return __torch__.drop(x, rate)
def label_logits(self: __torch__.Kernels, x: Tensor, query: Tensor, w: Tensor) -> Tensor:
  # (B,N,D), (L,D), (L,D,C) to (B,L,C): each label reads the mean of the rows that its query weighs
  scores = torch.matmul(query, torch.transpose(x, 1, 2)) * (float(x.size(2)) ** -0.5)
  read = torch.matmul(torch.softmax(scores, -1), x)
  return torch.transpose(torch.matmul(torch.transpose(read, 0, 1), w), 0, 1)
