"""Work done side by side, each piece by one thread from end to end.

PyTorch by itself cuts every single operation and waits at its end for all threads. Pieces that stay with one thread
need no waiting, and small ones stay in its cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import TypeVar

import torch

Piece = TypeVar("Piece")
Result = TypeVar("Result")

# What PyTorch found when it was loaded: beside a team it is less for a while.
THREADS = torch.get_num_threads()


class Team:
    """Threads that work beside the one that asks; a context, as it sets how many threads PyTorch uses.

    others: how many there are besides. each: how many of PyTorch's threads every one may use, the one that asks too.
    after: how many PyTorch may use once the context is left. With no others nothing is set.

    PyTorch keeps that number for each thread, and what any thread asks for is the rule for threads that are new. So
    each one asks for itself, and whoever leaves the context restores the rule.
    """

    def __init__(self, others: int, each: int, after: int) -> None:
        self._others, self._each, self._after = others, each, after
        self._pool = ThreadPoolExecutor(others, initializer=torch.set_num_threads, initargs=(each,)) if others else None

    def __enter__(self) -> Team:
        if self._pool:
            torch.set_num_threads(self._each)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown()
            torch.set_num_threads(self._after)

    def everywhere(self, work: Callable[[int], object]) -> None:
        """Do ``work`` for 0 in this thread and 1, 2, … in the others; all have ended when this returns or raises."""
        others = [self._pool.submit(work, number) for number in range(1, self._others + 1)] if self._pool else []
        try:
            work(0)
        finally:
            faults = [fault for other in others if (fault := other.exception())]
        for fault in faults:
            raise fault

    def in_order(self, work: Callable[[Piece], Result], pieces: Sequence[Piece]) -> Iterator[Result]:
        """The results of ``work``, done by the others, in the order of ``pieces``; who stops listening stops it."""
        yield from self._pool.map(work, pieces) if self._pool else map(work, pieces)


def side_by_side(work: Callable[[Piece], Result], pieces: Sequence[Piece]) -> Iterator[Result]:
    """The results of ``work`` in the order of ``pieces``, by as many threads as PyTorch found; they come and go."""
    with Team(THREADS if THREADS > 1 and len(pieces) > 1 else 0, each=1, after=THREADS) as team:
        yield from team.in_order(work, pieces)
