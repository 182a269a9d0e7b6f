"""How accurate a network is when labels that may be wrong are left out, or put right."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from cnn.data.corrections import Corrections
from cnn.data.imageset import Rows
from cnn.judging.evaluation import Evaluation
from cnn.labels.review import Review

UNDECIDED = Corrections(fingerprint="")


@dataclass(frozen=True, eq=False)
class Dispute:
    """Which labels of a data set are under dispute.

    corrections: what people decided. doubted: int64, rows that a label check doubts and nobody decided on, as many as
    it estimates to be wrong, the most doubtful ones.
    """

    corrections: Corrections = UNDECIDED
    doubted: Rows = field(default_factory=lambda: np.empty(0, np.int64))

    @property
    def changed(self) -> Rows:
        """int64: rows that people relabelled or left out."""
        return np.array(sorted(entry.row for entry in self.corrections.changes), np.int64)

    @property
    def rows(self) -> Rows:
        """int64: all of them, rising."""
        return np.union1d(self.changed, self.doubted)

    def among(self, evaluation: Evaluation) -> Rows:
        """Places in ``evaluation`` of the images whose label is under dispute."""
        return np.flatnonzero(np.isin(evaluation.rows, self.rows)).astype(np.int64)

    def without(self, evaluation: Evaluation) -> Evaluation:
        """The same without the images whose label is under dispute."""
        return evaluation.only(np.flatnonzero(~np.isin(evaluation.rows, self.rows)).astype(np.int64))

    def corrected(self, evaluation: Evaluation) -> Evaluation:
        """The same by the labels people gave, without the images they left out."""
        left_out = [entry.row for entry in self.corrections.changes if entry.new is None]
        same = evaluation.only(np.flatnonzero(~np.isin(evaluation.rows, left_out)).astype(np.int64))
        labels = same.labels.copy()
        for entry in self.corrections.changes:
            if entry.new is not None:
                labels[same.rows == entry.row] = entry.new
        return replace(same, labels=labels)


def dispute_of(corrections: Corrections, check: Review | None = None) -> Dispute:
    """What people decided, and what a label check doubts beyond that.

    A check lists every label that its networks read otherwise, most of which are right: so as many count as it
    estimates to be wrong.
    """
    if check is None:
        return Dispute(corrections)
    decided = [entry.row for entry in corrections.entries]
    doubtful = check.evaluation.rows[check.doubts.places[: round(check.doubts.estimated)]]
    return Dispute(corrections, np.sort(doubtful[~np.isin(doubtful, decided)]))
