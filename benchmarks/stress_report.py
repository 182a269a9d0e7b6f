"""What a network makes of the cases of the stress set, by condition, as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.stress_cases import PLACES, Case, Condition, Pixels
from cnn.drawing import normalise
from cnn.judging.evaluation import wilson_interval


@dataclass(frozen=True)
class Outcome:
    """One case after it was read: how it came about, and as what it was read; -1 for a blank image."""

    condition: Condition
    read: int

    @property
    def is_right(self) -> bool:
        return self.read == self.condition.digit


def read_cases(cases: Iterable[Case], probs: Callable[[Pixels], npt.NDArray[np.float32]]) -> list[Outcome]:
    """Read every case by ``probs``, a function of images uint8 (N, 1, 28, 28); a blank image counts as misread."""
    conditions, images = [], []
    for case in cases:  # one at a time: the canvases of all would fill half a gigabyte
        conditions.append(case.condition)
        images.append(normalise(case.pixels).image)
    stack = np.stack([np.zeros((28, 28), np.uint8) if image is None else image for image in images])
    read = probs(stack[:, None]).argmax(axis=1)
    return [
        Outcome(condition, -1 if image is None else int(digit))
        for condition, image, digit in zip(conditions, images, read, strict=True)
    ]


def accuracy(outcomes: list[Outcome]) -> float:
    """The share read right."""
    return sum(outcome.is_right for outcome in outcomes) / len(outcomes)


def by(outcomes: list[Outcome], what: str) -> dict[Any, list[Outcome]]:
    """The outcomes by one field of their condition, in the order in which its values come first."""
    groups: dict[Any, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(getattr(outcome.condition, what), []).append(outcome)
    return groups


def summary(outcomes: list[Outcome]) -> str:
    """The share read right with its 95 % interval and n, as text."""
    if not outcomes:
        return "none"
    hits = sum(outcome.is_right for outcome in outcomes)
    low, high = wilson_interval(hits, len(outcomes))
    return f"{hits / len(outcomes):.2%} ({low:.2%} to {high:.2%}, n = {len(outcomes):,})"


def table(outcomes: list[Outcome]) -> str:
    """Accuracy by stroke (lines), place and ground (columns), as text."""
    columns = list(product(PLACES, ("dark", "light")))
    lines = [f"{'':16}" + "".join(f"{f'{place}, {ground}':>18}" for place, ground in columns) + f"{'all':>10}"]
    for stroke, here in by(outcomes, "stroke").items():
        cells = [[o for o in here if (o.condition.place, o.condition.ground) == column] for column in columns]
        lines.append(f"{stroke:16}" + "".join(f"{_percent(cell):>18}" for cell in cells) + f"{_percent(here):>10}")
    return "\n".join(lines)


def shapes_table(outcomes: list[Outcome]) -> str:
    """Accuracy by way of writing, a digit after the other, with what is read instead; ``*`` marks the held-out ones."""
    lines = []
    shapes = {
        (digit, shape): those
        for digit, same in by(outcomes, "digit").items()
        for shape, those in by(same, "shape").items()
    }
    for (digit, shape), those in shapes.items():
        misread = sorted({outcome.read for outcome in those if not outcome.is_right})
        as_what = f"   read as {', '.join(map(str, misread))}" if misread else ""
        mark = "*" if those[0].condition.held_out else " "
        lines.append(f"  {digit}{mark} {shape:28}{_percent(those):>8} of {len(those):<4}{as_what}".rstrip())
    return "\n".join(lines)


def _percent(outcomes: list[Outcome]) -> str:
    return f"{accuracy(outcomes):.2%}" if outcomes else "–"
