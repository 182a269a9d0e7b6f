"""Which runs are listed, and in which order; each choice stands in the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

import streamlit as st

from cnn.runs.record import KIND_IN_WORDS, Status
from cnn.runs.summary import Summary
from cnn.runs.wanted import Order, Wanted

BOX_PX, SEARCH_PX = 148, 190
ORDERS: dict[str, Order] = {
    "Newest": "newest",
    "Most accurate": "most accurate",
    "Quickest": "quickest",
    "Smallest": "smallest",
    "Name": "name",
}


def choose_wanted_runs(summaries: Sequence[Summary]) -> Wanted:
    """Controls in a row that wraps; what no run has is not offered."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "Search",
            key="search",
            bind="query-params",
            max_chars=80,
            width=SEARCH_PX,
            placeholder="name, notes, adam",
            help="Each word is looked for in a run's name, notes, tags, network, data set, settings and id.",
        )
        met = {summary.status for summary in summaries}
        statuses = _several("Status", [status for status in get_args(Status) if status in met], "status")
        tasks = [KIND_IN_WORDS[kind] for kind in dict.fromkeys(summary.kind for summary in summaries)]
        kinds = _several("Task", tasks, "task")
        data = _several("Data set", list(dict.fromkeys(summary.data.title for summary in summaries)), "trained_on")
        tags = _several("Tags", sorted({tag for summary in summaries for tag in summary.tags}), "tag")
        order = st.selectbox("Order", list(ORDERS), key="sort", bind="query-params", width=BOX_PX)
    return Wanted(
        statuses=tuple(statuses),
        kinds=tuple(kind for kind, words in KIND_IN_WORDS.items() if words in kinds),
        data=tuple(data),
        tags=tuple(tags),
        text=text,
        order=ORDERS[order],
    )


def _several(label: str, options: list[Any], key: str) -> list[Any]:
    """Some of the options, none meaning all; no box where there is nothing to choose."""
    if not options:
        return []
    return st.multiselect(label, options, key=key, bind="query-params", placeholder="All", width=BOX_PX)
