"""The labels in doubt, one after the other, with what was decided of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cnn.data.corrections import Correction, Corrections
from cnn.judging.evaluation import Evaluation, Floats
from cnn.labels.confident import Doubts


@dataclass(frozen=True)
class Candidate:
    """One label in doubt.

    place: its place among them, from 0. row: of the source. label: as it was when the check was made. suggested: the
    class that networks find likelier. decision: what was decided of the row; None before that.
    """

    place: int
    row: int
    label: int
    suggested: int
    decision: Correction | None


@dataclass(frozen=True, eq=False)
class Review:
    """What a label check found, and what people decided since.

    evaluation: probabilities of all rows, out of fold. doubts: which of them are in doubt, the most doubtful first.
    """

    evaluation: Evaluation
    doubts: Doubts
    corrections: Corrections

    def __len__(self) -> int:
        return len(self.doubts)

    def candidate(self, place: int) -> Candidate:
        """The one at a place, counted from 0."""
        found = int(self.doubts.places[place])
        row = int(self.evaluation.rows[found])
        return Candidate(
            place,
            row,
            int(self.evaluation.labels[found]),
            int(self.doubts.suggested[place]),
            self._decided.get(row),
        )

    def probs(self, place: int) -> Floats:
        """How probable each class is for the one at a place, float (K,), by the network that did not learn from it."""
        probs: Floats = self.evaluation.probs[self.doubts.places[place]]
        return probs

    @property
    def reviewed(self) -> int:
        """How many of those in doubt were decided."""
        return sum(row in self._decided for row in self._rows)

    def next_open(self, after: int = -1) -> int | None:
        """The first place behind ``after`` of which nothing was decided, else the first of all; None where all are."""
        open_places = [place for place, row in enumerate(self._rows) if row not in self._decided]
        return next((place for place in open_places if place > after), open_places[0] if open_places else None)

    def place_of(self, row: int) -> int | None:
        """Where a row stands among those in doubt; None where it does not."""
        return self._rows.index(row) if row in self._rows else None

    @cached_property
    def _rows(self) -> list[int]:
        rows: list[int] = self.evaluation.rows[self.doubts.places].tolist()
        return rows

    @cached_property
    def _decided(self) -> dict[int, Correction]:
        return {entry.row: entry for entry in self.corrections.entries}
