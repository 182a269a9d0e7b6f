"""Which score a submission may expect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from cnn.data.imageset import Dataset
from cnn.errors import RunError
from cnn.runs.run import Run
from cnn.submission import test_part
from cnn.submission.expectation import Expectation, expect
from dashboard import cache
from dashboard.shelf import Shelf
from dashboard.widgets.fault import plain

MEASURED = "measured_score"
_known: Shelf[Expectation | str] = Shelf(16)


def expected_score(runs: Sequence[Run], views: int | None, dataset: Dataset) -> float | None:
    """Say what is to be expected, or why nothing is; gives the accuracy on validation images where it is known.

    Of another number of views than validation images were read with, it is measured where that is asked for.
    """
    test_rows = len(test_part(dataset))
    known = _expectation(runs, views, test_rows)
    if isinstance(known, str):
        asked = (*(run.id for run in runs), views, dataset.train.fingerprint)
        if st.session_state.get(MEASURED) != asked:
            st.caption(f"No score can be expected. {plain(known)}")
            if _can_be_measured(runs, dataset, test_rows):
                st.button("Measure it on the validation images", icon=":material/speed:", on_click=_ask, args=(asked,))
            return None
        known = _measured(runs, views, dataset)
    st.markdown(plain(known.in_words))
    return known.accuracy


def _expectation(runs: Sequence[Run], views: int | None, test_rows: int) -> Expectation | str:
    def look() -> Expectation | str:
        try:
            return expect(runs, test_rows, views)
        except RunError as error:
            return str(error)

    return _known.get((*map(cache.weights_stamp, runs), views, test_rows), look)


def _can_be_measured(runs: Sequence[Run], dataset: Dataset, test_rows: int) -> bool:
    """Whether this is the data of their training, of which they kept images aside, so that views alone are in doubt."""
    fingerprints = {run.record.data.fingerprint for run in runs}
    is_theirs = dataset.train.labels is not None and fingerprints == {dataset.train.own_fingerprint}
    return is_theirs and isinstance(_expectation(runs, None, test_rows), Expectation)


def _measured(runs: Sequence[Run], views: int | None, dataset: Dataset) -> Expectation:
    """The validation images read once more, with so many views."""
    evaluation = cache.judgement(runs, replace(dataset, test=None), views).evaluation
    return Expectation(evaluation.hits, len(evaluation.labels), len(test_part(dataset)))


def _ask(asked: tuple[object, ...]) -> None:
    st.session_state[MEASURED] = asked
