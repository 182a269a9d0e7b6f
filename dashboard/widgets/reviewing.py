"""Where a visitor is among the labels in doubt, and what becomes of a decision: on disk, and on to the next one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from cnn.data.corrections import Correction, Corrections, without_corrections
from cnn.data.corrections_file import change_corrections, read_corrections
from cnn.data.imageset import Dataset
from cnn.errors import CnnError
from cnn.labels.review import Candidate, Review
from cnn.runs.run import Run
from dashboard import cache

FAULT = "review_fault"


@dataclass(frozen=True, eq=False)
class Reviewing:
    """A label check, the data it is about, and what was decided of its doubts so far."""

    run: Run
    dataset: Dataset
    review: Review

    @classmethod
    def of(cls, run: Run, dataset: Dataset) -> Reviewing:
        """As it stands on disk; raises RunError without probabilities, DataError for corrections that are damaged."""
        return cls(run, dataset, Review(cache.evaluation(run), cache.doubts(run), read_corrections(dataset)))

    @cached_property
    def candidate(self) -> Candidate:
        """The label where this visitor is: at first one of which nothing was decided."""
        place: int | None = st.session_state.get(self._key)
        if place is None or place >= len(self.review):
            place = self.review.next_open() or 0
            self.go(place)
        return self.review.candidate(place)

    def go(self, place: int) -> None:
        """Look at the label at this place from now on."""
        st.session_state[self._key] = place

    def decide(self, new: int | None) -> None:
        """Give the label this class, or leave its row out with None; go on to the next one that is open."""
        old = int(without_corrections(self.dataset).train.known_labels[self.candidate.row])
        entry = Correction(row=self.candidate.row, old=old, new=new)
        corrections = self._change(lambda earlier: earlier.with_entry(entry))
        if corrections is None:
            return
        decided = Review(self.review.evaluation, self.review.doubts, corrections)
        following = decided.next_open(self.candidate.place)
        self.go(self.candidate.place if following is None else following)

    def undo(self) -> None:
        """Take the last decision back, whoever made it, and look at the label it was about."""
        undone: list[Correction] = []

        def without_last(earlier: Corrections) -> Corrections:
            undone.extend(earlier.entries[-1:])
            return earlier.without_last()

        self._change(without_last)
        place = self.review.place_of(undone[0].row) if undone else None
        if place is not None:
            self.go(place)

    def _change(self, act: Callable[[Corrections], Corrections]) -> Corrections | None:
        """What is on disk once ``act`` changed it; None, with the reason kept to be shown, where it cannot be."""
        try:
            return change_corrections(self.dataset, act)
        except CnnError as error:
            st.session_state[FAULT] = str(error)
            return None

    @property
    def _key(self) -> str:
        return f"reviewed_place_{self.run.id}"


def last_fault() -> str:
    """Why the last decision could not be kept, once; empty where it could."""
    fault: str = st.session_state.pop(FAULT, "")
    return fault
