"""A step recorded once and replayed: on CUDA one launch instead of one for each of its operations.

With a network and a batch as small as the notebook's a card computes faster than Python can tell it what to compute. A
CUDA graph holds all operations of a step, which then read and write the same memory each time: what changes from step
to step is copied into that memory beforehand.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

Work = Callable[[], None]
Record = Callable[[Work, Sequence[torch.Generator]], Work]
"""Records what a piece of work does to the device's memory; gives what does all of it again.

The work may run some times on the way. What it draws from the generators is drawn anew whenever it is replayed, from
how they are seeded then. Raises RuntimeError where the work cannot be recorded.
"""

REHEARSALS = 3  # before recording, libraries have chosen their algorithms and taken their memory


@dataclass(frozen=True)
class WarmUp:
    """What went before training: its seconds; whether steps are replayed, and if not, why."""

    time_s: float
    replays: bool
    why_not: str = ""


class Recording:
    """A step over batches of one size, replayed with other rows, rate and share.

    take_step: the step, given rows int64 (B,), learning rate and the share that an average takes of the weights, both
        of shape (). It must do the same for whatever they hold, and nothing but what it does to the device's memory
        may matter afterwards.
    """

    def __init__(
        self,
        take_step: Callable[[Tensor, Tensor, Tensor], None],
        rows: Tensor,
        generators: Sequence[torch.Generator],
        record: Record,
    ) -> None:
        self._rows = rows.clone()
        self._rate, self._share = (torch.zeros((), device=rows.device) for _ in range(2))
        self._replay = record(lambda: take_step(self._rows, self._rate, self._share), generators)

    def fits(self, rows: Tensor) -> bool:
        """Whether it is of batches as large as this one."""
        return len(rows) == len(self._rows)

    def replay(self, rows: Tensor, rate: float, share: float) -> None:
        """Take the step; does not wait for the device."""
        self._rows.copy_(rows)
        self._rate.fill_(rate)
        self._share.fill_(share)
        self._replay()


def recorder_for(device: torch.device) -> Record | None:
    """How work on ``device`` is recorded; None where it is not."""
    return record_on_cuda if device.type == "cuda" else None


def record_on_cuda(work: Work, generators: Sequence[torch.Generator]) -> Work:
    """Record as a CUDA graph, on a stream of its own, after some rehearsals."""
    graph = torch.cuda.CUDAGraph()
    for generator in generators:
        graph.register_generator_state(generator)
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(REHEARSALS):
            work()
    torch.cuda.current_stream().wait_stream(stream)
    with torch.cuda.graph(graph, stream=stream):
        work()
    graph.replay()  # the first one uploads it
    torch.cuda.synchronize()  # whatever is wrong with it shows here
    replay: Work = graph.replay
    return replay


def warmed_up(rehearse: Work) -> WarmUp:
    """Run what ends in a recording; where that fails, say why: steps are then taken one operation at a time."""
    start = time.perf_counter()
    try:
        rehearse()
    except RuntimeError as error:
        return WarmUp(time.perf_counter() - start, replays=False, why_not=_first_line(error))
    return WarmUp(time.perf_counter() - start, replays=True)


def _first_line(error: BaseException) -> str:
    """What it came from says why: a recording that was broken off only says that it was."""
    while isinstance(error.__context__, RuntimeError):
        error = error.__context__
    return str(error).partition("\n")[0]
