"""Work cut into pieces, each done by one thread from end to end.

PyTorch by itself cuts every single operation and waits at its end for all threads. Pieces that stay with one thread
need no waiting, and small ones stay in its cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import torch

Piece = TypeVar("Piece")
Result = TypeVar("Result")

# What PyTorch found when it was loaded: later it may be less for a while, see below.
THREADS = torch.get_num_threads()


def side_by_side(work: Callable[[Piece], Result], pieces: Sequence[Piece]) -> Iterator[Result]:
    """The results of ``work`` in the order of ``pieces``; who stops listening stops the work."""
    if THREADS == 1 or len(pieces) == 1:
        yield from map(work, pieces)
        return
    try:
        with ThreadPoolExecutor(THREADS, initializer=torch.set_num_threads, initargs=(1,)) as pool:
            yield from pool.map(work, pieces)
    finally:
        torch.set_num_threads(THREADS)  # a thread that asks for one makes it the rule for those that come after it
