"""How fast this machine multiplies float32 matrices: ``python -m benchmarks.speed.processes.gemm``.

Prints GFLOP/s by shape, the best of what half a second allows each: large squares, and the products that the notebook's
network consists of. On the CPU, with as many threads as training has.
"""

from __future__ import annotations

import json
import time

import torch

from benchmarks.notebook_work import notebook_network
from benchmarks.speed.operations import PER_MULTIPLY_ADD, product_shapes

SQUARES = (1024, 2048, 3072)
BATCH = 64
AT_LEAST_S = 0.5
AT_LEAST_TIMES = 5


def rate_gflops(m: int, k: int, n: int) -> float:
    """The best rate of the product (m, k)·(k, n)."""
    left, right, result = torch.rand(m, k), torch.rand(k, n), torch.empty(m, n)
    torch.mm(left, right, out=result)  # not counted: threads start, memory is touched
    seconds: list[float] = []
    while len(seconds) < AT_LEAST_TIMES or sum(seconds) < AT_LEAST_S:
        start = time.perf_counter()
        torch.mm(left, right, out=result)
        seconds.append(time.perf_counter() - start)
    return PER_MULTIPLY_ADD * m * k * n / min(seconds) / 1e9


def main() -> None:
    """Measure and print."""
    shapes = [*((side, side, side) for side in SQUARES), *product_shapes(notebook_network(), BATCH)]
    print(json.dumps({"×".join(map(str, shape)): rate_gflops(*shape) for shape in shapes}))


if __name__ == "__main__":
    main()
