"""A filter made by hand, or one's own 3×3; the choice and the weights stand in the address."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from cnn.convolution import Numbers
from cnn.filters import HAND_MADE, UNCHANGED

FILTER, WEIGHTS = "filter", "weights"
EDITOR, START = "own_filter", "own_filter_start"
OWN = "My own"
LARGEST_WEIGHT = 9.0
SIDE = 3


def pick_filter() -> Numbers:
    """Let a visitor choose a filter: its weights, float64 (F, F)."""
    by_title = {made.title: made for made in HAND_MADE}
    title = st.selectbox(
        "Filter",
        [*by_title, OWN],
        key=FILTER,
        bind="query-params",
        help="A small square of numbers, also called kernel or feature detector. Here it is made by hand; "
        "a network starts from random numbers and learns its own.",
    )
    if title == OWN:
        return _own_weights()
    st.caption(by_title[title].about)
    return by_title[title].weights


def _own_weights() -> Numbers:
    """Nine cells to write into. The table's start stays the same while it is edited: it keeps only what was changed."""
    if EDITOR not in st.session_state or START not in st.session_state:
        asked = st.query_params.get(WEIGHTS) or st.session_state.get(WEIGHTS, "")
        st.session_state[START] = parse_weights(asked)
    names = ("left", "middle", "right")
    table = st.data_editor(
        pd.DataFrame(st.session_state[START], columns=names),
        hide_index=True,
        key=EDITOR,
        alt="The nine weights of my own filter",
        column_config={
            name: st.column_config.NumberColumn(min_value=-LARGEST_WEIGHT, max_value=LARGEST_WEIGHT, required=True)
            for name in names
        },
    )
    weights = np.nan_to_num(table.to_numpy(np.float64)).clip(-LARGEST_WEIGHT, LARGEST_WEIGHT)
    st.query_params[WEIGHTS] = st.session_state[WEIGHTS] = " ".join(f"{weight:g}" for weight in weights.ravel())
    return weights


def parse_weights(text: str) -> Sequence[Sequence[float]]:
    """Nine numbers from an address, three a row; the filter that changes nothing where they are not such."""
    try:
        weights = [float(word) for word in text.split()]
    except ValueError:
        return UNCHANGED
    if len(weights) != SIDE**2 or not all(
        math.isfinite(weight) and abs(weight) <= LARGEST_WEIGHT for weight in weights
    ):
        return UNCHANGED
    return [weights[start : start + SIDE] for start in range(0, SIDE**2, SIDE)]
