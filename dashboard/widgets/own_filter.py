"""A filter of one's own: a table to write its weights into, which stand in the address."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import streamlit as st

from cnn.inside.convolution import Numbers
from cnn.inside.filters import UNCHANGED

WEIGHTS = "weights"
EDITOR, START = "own_filter", "own_filter_start"
LARGEST_WEIGHT = 9.0
SIDES = (3, 5)


def own_weights(side: int) -> Numbers:
    """Let a visitor write a filter: float64 (side, side). A filter of the other size is taken up from its middle.

    The table's start stays the same while it is edited: it keeps only what was changed.
    """
    editor, start = f"{EDITOR}_{side}", f"{START}_{side}"
    if editor not in st.session_state or start not in st.session_state:
        asked = st.query_params.get(WEIGHTS) or st.session_state.get(WEIGHTS, "")
        st.session_state[start] = fitted(parse_weights(asked), side)
    names = [str(column) for column in range(side)]
    limits = st.column_config.NumberColumn(min_value=-LARGEST_WEIGHT, max_value=LARGEST_WEIGHT, required=True)
    table = st.data_editor(
        pd.DataFrame(st.session_state[start], columns=names),
        hide_index=True,
        key=editor,
        alt=f"The {side * side} weights of my own filter",
        column_config=dict.fromkeys(names, limits),
    )
    weights = np.nan_to_num(table.to_numpy(np.float64)).clip(-LARGEST_WEIGHT, LARGEST_WEIGHT)
    st.query_params[WEIGHTS] = st.session_state[WEIGHTS] = " ".join(f"{weight:g}" for weight in weights.ravel())
    return weights


def parse_weights(text: str) -> Numbers:
    """Nine or twenty-five numbers from an address, row by row: float64 (F, F).

    Where they are not such, the filter that changes nothing.
    """
    try:
        weights = [float(word) for word in text.split()]
    except ValueError:
        weights = []
    side = math.isqrt(len(weights))
    is_filter = side in SIDES and side**2 == len(weights)
    if not is_filter or not all(math.isfinite(weight) and abs(weight) <= LARGEST_WEIGHT for weight in weights):
        return np.array(UNCHANGED, np.float64)
    return np.array(weights).reshape(side, side)


def fitted(weights: Numbers, side: int) -> Numbers:
    """The filter with zeros around it, or its middle: float64 (side, side)."""
    ring = (side - len(weights)) // 2
    return np.pad(weights, ring) if ring >= 0 else weights[-ring:ring, -ring:ring]
