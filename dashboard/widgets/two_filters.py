"""Two filters in turn against one larger filter: the same numbers, until something bent stands between."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn.inside.activation import activated
from cnn.inside.composition import joined
from cnn.inside.convolution import Walk
from cnn.inside.filters import HAND_MADE
from cnn.inside.route import Numbers
from dashboard.charts.cells import largest, number
from dashboard.charts.composition import SIDE_PX, filter_figure, map_figure
from dashboard.widgets.sheet import show_sheet


def choose_second() -> Numbers:
    """The filter that follows: its weights, float64 (F, F)."""
    by_title = {made.title: made for made in HAND_MADE}
    title = st.selectbox(
        "Second filter",
        list(by_title),
        index=1,
        key="second",
        bind="query-params",
        width=SIDE_PX,
        help="It walks over the map that the first filter gave.",
    )
    return by_title[title].weights


def show_two_in_one(walk: Walk, second: Numbers) -> None:
    """The picture through both filters in turn, through the one that does the same, and with ReLU between them."""
    weights = joined(walk.weights, second)
    in_turn = Walk(walk.feature_map, second).feature_map
    added = Walk(np.broadcast_to(walk.added, walk.feature_map.shape), second).feature_map
    at_once = Walk(walk.picture, weights, added=added).feature_map
    bent = Walk(activated("relu", walk.feature_map), second).feature_map
    end = max(largest(in_turn), largest(bent))
    size = f"{len(weights)}×{len(weights)}"
    figures = {
        "Two filters in turn": map_figure(in_turn, end, "Two filters in turn"),
        f"One filter of {size}": filter_figure(weights, f"One filter of {size}"),
        "What it gives": map_figure(at_once, end, "What it gives"),
        "Two with ReLU between": map_figure(bent, end, "Two with ReLU between"),
    }
    with st.container(horizontal=True):
        for title, figure in figures.items():
            show_sheet(figure, title, f"two_{title}")
    st.markdown(
        f"The largest difference between two in turn and one at once is **{number(_apart(in_turn, at_once))}**; with "
        f"ReLU between them it is **{number(_apart(in_turn, bent))}**, and no single filter gives that map for every "
        "picture."
    )


def _apart(one: Numbers, other: Numbers) -> float:
    return float(np.abs(one - other).max())
