"""What is on a pad to draw on, and what was on it before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from dashboard.timeline import Timeline

MOST_UNDONE = 40

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Sheet:
    """A drawing: the pad's own account of its strokes, and how it looks; both None where it is empty."""

    strokes: dict[str, Any] | None = None
    picture: Pixels | None = None


@dataclass(frozen=True, eq=False)
class KeptDrawing:
    """What is on the pad, so that another page does not lose it.

    number: grows whenever the pad begins anew. strokes, picture: the last ones. strokes_at_start: those the pad began
    with (it takes them once; handing it newer ones would draw them twice). others: what can be had back.
    """

    number: int = 0
    strokes: dict[str, Any] | None = None
    picture: Pixels | None = None
    strokes_at_start: dict[str, Any] | None = None
    others: Timeline[Sheet] = field(default_factory=Timeline)

    @property
    def sheet(self) -> Sheet:
        """The drawing as it is now."""
        return Sheet(self.strokes, self.picture)

    def drawn(self, strokes: dict[str, Any], picture: Pixels | None) -> KeptDrawing:
        """After another stroke, or whatever else the pad tells of; the same where it tells nothing new."""
        if strokes == self.strokes:
            return self
        return replace(self, strokes=strokes, picture=picture, others=self._left_behind())

    def cleared(self) -> KeptDrawing:
        """An empty pad."""
        return self._with(Sheet(), self._left_behind() if self.picture is not None else self.others)

    def undone(self) -> KeptDrawing:
        """What was on the pad before."""
        return self._with(*self.others.back(self.sheet))

    def redone(self) -> KeptDrawing:
        """What was undone last."""
        return self._with(*self.others.forth(self.sheet))

    def reopened(self) -> KeptDrawing:
        """The same on a new pad, which begins with the strokes that were left."""
        return self._with(self.sheet, self.others)

    def _left_behind(self) -> Timeline[Sheet]:
        others = self.others.after(self.sheet)
        return replace(others, earlier=others.earlier[-MOST_UNDONE:])

    def _with(self, sheet: Sheet, others: Timeline[Sheet]) -> KeptDrawing:
        return KeptDrawing(self.number + 1, sheet.strokes, sheet.picture, sheet.strokes, others)
