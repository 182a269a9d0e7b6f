"""One layer at its place in a network: what goes in, what comes out, what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cnn.model.field import Field
from cnn.model.layers import Spec
from cnn.model.volume import Shape


@dataclass(frozen=True)
class Step:
    """One layer at its place.

    number: its place, from 1; inside a residual block counted anew, and 0 for the projection on its shortcut.
    formula: the width of its output with the numbers put in (empty where nothing is computed).
    parameters: how many numbers it learns.
    multiply_adds: multiplications, each with its addition, for one image going forward.
    field: the patch of the input picture that each of its outputs depends on (None: all of it).
    unseen_px: pixels of its input's width that no window reaches.
    block: the number of the residual block it lies in; 0 where it lies in none.
    inner: the steps inside a residual block, in order; what the block costs contains what they cost.
    shortcut: the projection of a residual block whose branch changes the volume.
    """

    number: int
    layer: Spec
    before: Shape
    after: Shape
    formula: str = ""
    parameters: int = 0
    multiply_adds: int = 0
    field: Field | None = None
    unseen_px: int = 0
    block: int = 0
    inner: tuple[Step, ...] = ()
    shortcut: Step | None = None

    @property
    def place(self) -> str:
        """Its number as it is told, as in ``4``, ``4.2`` inside a residual block, or ``4 shortcut``."""
        if not self.block:
            return str(self.number)
        return f"{self.block}.{self.number}" if self.number else f"{self.block} shortcut"

    @property
    def receptive_field_px(self) -> int:
        """Width of the patch of the input picture that one of its outputs depends on (0: all of it)."""
        return self.field.size_px if self.field else 0

    @property
    def within(self) -> tuple[Step, ...]:
        """What a residual block is made of: the steps of its branch, then its projection; empty for other layers."""
        return (*self.inner, self.shortcut) if self.shortcut else self.inner

    @property
    def activations(self) -> int:
        """How many numbers it makes of one image: its output, and what comes and goes inside a residual block."""
        return self.after.size + sum(step.activations for step in self.within)


def leaves(steps: Iterable[Step]) -> Iterator[Step]:
    """Every step that computes by itself: residual blocks are replaced by what is in them."""
    for step in steps:
        if step.within:
            yield from leaves(step.within)
        else:
            yield step
