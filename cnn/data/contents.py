"""What reading a source gives, before it is known by what word or path the source was opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cnn.data.imageset import ImageSet

Progress = Callable[[float, str], None]
"""Told a fraction, 0..1, and what is being done."""


def ignore_progress(fraction: float, doing: str) -> None:
    """The listener of someone who doesn't want to know."""


@dataclass(frozen=True, eq=False)
class Contents:
    """The parts of a data set and what was assumed while reading them; the fields mean what they mean in Dataset."""

    train: ImageSet
    test: ImageSet | None = None
    notices: tuple[str, ...] = ()
    holds_competition_test: bool = False
