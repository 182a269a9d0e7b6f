"""Which score a submission may expect."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnn.errors import RunError
from cnn.runs.run import Run
from cnn.submission.expectation import Expectation, expect
from dashboard import cache
from dashboard.shelf import Shelf
from dashboard.widgets.fault import plain

_known: Shelf[Expectation | str] = Shelf(16)


def expected_score(runs: Sequence[Run], views: int | None, test_rows: int) -> float | None:
    """Say what is to be expected, or why nothing is; gives the accuracy on validation images where it is known."""

    def look() -> Expectation | str:
        try:
            return expect(runs, test_rows, views)
        except RunError as error:
            return str(error)

    known = _known.get((*(cache.weights_stamp(run) for run in runs), views, test_rows), look)
    if isinstance(known, str):
        st.caption(f"No score can be expected. {plain(known)}")
        return None
    st.markdown(plain(known.in_words))
    return known.accuracy
