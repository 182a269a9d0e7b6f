"""A filter made by hand, one's own, or one that a network learned; the choice stands in the address."""

from __future__ import annotations

import streamlit as st

from cnn.inside.filters import HAND_MADE
from cnn.inside.route import Numbers
from dashboard.filter_choice import ByHand, FilterChoice
from dashboard.widgets.own_filter import own_weights
from dashboard.widgets.pick_learned import pick_learned

FILTER = "filter"
BY_TITLE = {made.title: made for made in HAND_MADE}
OWN = {"My own 3×3": 3, "My own 5×5": 5}
LEARNED = "Learned by a network"


def pick_filter() -> Numbers:
    """Let a visitor choose a filter made by hand, or write one: its weights, float64 (F, F)."""
    return _weights(_title([*BY_TITLE, *OWN]))


def pick_any_filter() -> FilterChoice:
    """The same, and the filters of a trained network too; raises CnnError where it has none to offer."""
    title = _title([*BY_TITLE, *OWN, LEARNED])
    return pick_learned() if title == LEARNED else ByHand(title, _weights(title))


def _title(titles: list[str]) -> str:
    return st.selectbox(
        "Filter",
        titles,
        key=FILTER,
        bind="query-params",
        help="A small square of numbers, also called kernel or feature detector. Some are made by hand; "
        "a network starts from random numbers and learns its own.",
    )


def _weights(title: str) -> Numbers:
    if title in OWN:
        return own_weights(OWN[title])
    st.caption(BY_TITLE[title].about)
    return BY_TITLE[title].weights
