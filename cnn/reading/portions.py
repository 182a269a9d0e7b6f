"""Images read portion by portion: as many at once as suit the device and its memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import torch

from cnn.model.architecture import Architecture
from cnn.model.memory import passing_bytes
from cnn.model.shapes import walk
from cnn.threads import side_by_side

Item = TypeVar("Item", bound=np.generic)
Portion = TypeVar("Portion")
Result = TypeVar("Result")

AT_ONCE = {"cpu": 64, "cuda": 8192}
"""Images, or views of them, in one pass: 64 took 0.6 of the time of 500 on a CPU, whose cache they fit in. A card is
busy with a few thousand; more only take memory."""

AT_ONCE_ELSEWHERE = 2000

RESERVE = 8
"""A card's memory is to hold so many times what a layer reads and gives: libraries take some for a while, and others
may want some too."""


def images_at_once(architectures: Sequence[Architecture], device: torch.device, views: int = 1) -> int:
    """How many images networks of these architectures, in turn, read in one pass on ``device``, at least one.

    views: how many views of each image they look at.
    """
    most = AT_ONCE.get(device.type, AT_ONCE_ELSEWHERE)
    if device.type == "cuda":
        free_bytes, _ = torch.cuda.mem_get_info(device)
        free_bytes += torch.cuda.memory_reserved(device) - torch.cuda.memory_allocated(device)
        most = min(most, free_bytes // (RESERVE * max(passing_bytes(walk(it)) for it in architectures)))
    return max(1, most // views)


def portions_of(
    items: npt.NDArray[Item], architectures: Sequence[Architecture], device: torch.device, views: int = 1
) -> list[npt.NDArray[Item]]:
    """Images, or their rows, (N, …) cut along N into portions of as many as ``images_at_once`` says."""
    size = images_at_once(architectures, device, views)
    return [items[start : start + size] for start in range(0, len(items), size)]


def in_portions(
    work: Callable[[Portion], Result], portions: Sequence[Portion], device: torch.device
) -> Iterator[Result]:
    """The results of ``work`` in the order of ``portions``: on the CPU several at a time, elsewhere one by one."""
    yield from side_by_side(work, portions) if device.type == "cpu" else map(work, portions)
