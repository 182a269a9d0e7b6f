"""How often each class is answered."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import streamlit as st

from cnn.data.imageset import Labels
from cnn.errors import DataError
from cnn.submission import Submission
from dashboard import cache
from dashboard.charts.counts import count_chart, in_words
from dashboard.charts.shares import share_chart, shares_in_words
from dashboard.state import SourceChoice
from dashboard.widgets.fault import plain
from dashboard.widgets.submission import Predicted

STILL = {"displayModeBar": False}


def answer_counts(predicted: Predicted, submission: Submission) -> None:
    """Beside the training part where that is open: a class that is far off there is worth a look."""
    names = predicted.class_names
    counts = np.bincount(submission.answers, minlength=len(names))
    learned = _learned(predicted)
    if learned is None:
        st.plotly_chart(count_chart(counts, names), config=STILL, key="answers", alt=in_words(counts, names))
        st.caption("The training part is not open here, so its classes cannot be shown beside.")
        return
    said = shares_in_words(counts, learned, names)
    st.plotly_chart(share_chart(counts, learned, names), config=STILL, key="answers", alt=said)
    st.caption(plain(said))


def _learned(predicted: Predicted) -> Labels | None:
    """How many images of each class the first run's training part has; None where it is not open."""
    data = predicted.runs[0].record.data
    with suppress(DataError):
        images = predicted.dataset.train
        if images.own_fingerprint != data.fingerprint:
            images = cache.dataset(SourceChoice(data.source, data.classes)).train
        return images.counts if images.own_fingerprint == data.fingerprint else None
    return None
