def none(self: __torch__.Kernels) -> None:
  return None
def map(self: __torch__.Kernels, path: str, all: int, offset: int, n: int, shape: List[int], stored: int, dtype: int, device: str, copy: bool) -> Tensor:
  # all, offset and n count elements of the stored type
  x = torch.from_file(path, False, all, dtype=stored, layout=0, device=torch.device("cpu"), pin_memory=False)
  return torch.to(torch.view(torch.narrow(x, 0, offset, n), shape), torch.device(device), dtype, False, copy)
def room(self: __torch__.Kernels, bytes: int, device: str) -> Tensor:
  return torch.empty([bytes], dtype=0, layout=0, device=torch.device(device))
def put(self: __torch__.Kernels, room: Tensor, at: int, piece: Tensor) -> Tensor:
  return torch.narrow(room, 0, at, piece.size(0)).copy_(piece)
def typed(self: __torch__.Kernels, bytes: Tensor, shape: List[int], stored: int, dtype: int) -> Tensor:
  return torch.to(torch.view(torch.view_copy(bytes, dtype=stored), shape), dtype)
def full(self: __torch__.Kernels, shape: List[int], value: float, dtype: int, device: str) -> Tensor:
  return torch.full(shape, value, dtype=dtype, layout=0, device=torch.device(device))
def raw(self: __torch__.Kernels, x: Tensor) -> Tensor:
  # x of any type -> its bytes
  return torch.view_copy(x.contiguous().flatten(), dtype=0)
def pack(self: __torch__.Kernels, w: Tensor, rows: int) -> Tensor:
  return __torch__.packed(w, rows)
def try_linear(self: __torch__.Kernels, dtype: int) -> Tensor:
  # Fails where the platform cannot pack or multiply in this dtype
  x = torch.ones([2, 32], dtype=dtype)
  return __torch__.lin(x, self.pack(torch.ones([32, 32], dtype=dtype), 2), torch.zeros([32], dtype=dtype))
def linear(self: __torch__.Kernels, x: Tensor, w: List[Tensor]) -> Tensor:
  return __torch__.lin(x, w[0], w[1])
def reshape(self: __torch__.Kernels, x: Tensor, shape: List[int]) -> Tensor:
  return torch.reshape(x, shape)
def embed(self: __torch__.Kernels, ids: Tensor, table: Tensor) -> Tensor:
  return torch.embedding(table, ids)
def finite_rows(self: __torch__.Kernels, x: Tensor) -> Tensor:
  # (B, ...) -> (B): 1 where all of a row is finite
  return torch.all(torch.isfinite(torch.flatten(x, 1)), 1).to(4)
def concat(self: __torch__.Kernels, parts: List[Tensor]) -> Tensor:
  # along the first dimension
  return torch.cat(parts, 0)
def join(self: __torch__.Kernels, visual: Tensor, text: Tensor) -> Tensor:
  # (B, V, D) and (B, T, D) -> (B, V + T, D)
  return torch.cat([visual, text], 1)
def take(self: __torch__.Kernels, x: Tensor, rows: Tensor) -> Tensor:
  # (U, ...) and rows (B) -> (B, ...)
  return torch.index_select(x, 0, rows)
def row(self: __torch__.Kernels, x: Tensor, i: int) -> Tensor:
  # (B, ...) -> (1, ...), a copy that does not keep x alive
  return torch.clone(torch.narrow(x, 0, i, 1))
