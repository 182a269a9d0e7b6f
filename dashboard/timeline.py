"""What was chosen before and what was undone, so that nothing is lost by choosing something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

MOST_KEPT = 200

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Timeline(Generic[Thing]):
    """Things left behind: those chosen earlier and those undone, the one to go to first at the end of each."""

    earlier: tuple[Thing, ...] = ()
    undone: tuple[Thing, ...] = ()

    def after(self, left: Thing) -> Timeline[Thing]:
        """Another thing is chosen and ``left`` is left behind: what was undone is given up."""
        return Timeline((*self.earlier, left)[-MOST_KEPT:])

    def back(self, left: Thing) -> tuple[Thing, Timeline[Thing]]:
        """Undo: the thing before ``left``, which is ``left`` itself where there is none."""
        if not self.earlier:
            return left, self
        return self.earlier[-1], Timeline(self.earlier[:-1], (*self.undone, left))

    def forth(self, left: Thing) -> tuple[Thing, Timeline[Thing]]:
        """Redo: the thing that was undone last, which is ``left`` itself where there is none."""
        if not self.undone:
            return left, self
        return self.undone[-1], Timeline((*self.earlier, left), self.undone[:-1])
