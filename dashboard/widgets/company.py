"""Choosing runs that answer together with the chosen one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from cnn.runs.record import DataRecord
from cnn.runs.run import Run
from cnn.runs.together import go_together
from dashboard import cache
from dashboard.widgets.run_picker import labels
from dashboard.words import count


def voters_picker(run: Run) -> list[Run]:
    """``run``, and those a visitor lets answer beside it, of the runs that tell the same classes apart."""
    names = run.record.data.class_names
    return _company(
        run,
        lambda data: data.class_names == names,
        "Ask others too",
        "voters",
        "Each answers for itself, beside the others, and all of them vote.",
    )


def averaged_picker(run: Run) -> list[Run]:
    """The runs to predict together: ``run``, and those a visitor chooses of the ones that go with it."""
    together = _company(
        run,
        partial(go_together, run.record.data),
        "Average with",
        "averaged_runs",
        "The probabilities of all networks are averaged, which is more often right than each alone. "
        "Here are the runs that tell the same classes apart in pictures of the same size.",
    )
    if len(together) > 1:
        st.caption(f"{count(sum(len(each.member_weights) for each in together), 'network')} together")
    return together


def _company(run: Run, fits: Callable[[DataRecord], bool], label: str, key: str, told: str) -> list[Run]:
    """``run`` and those chosen of the others whose data fits; no control where there is none.

    key: under which the choice is kept while other pages are looked at.
    """
    fitting = {
        other.id: other
        for other in cache.listing().summaries
        if other.is_usable and other.id != run.id and fits(other.data)
    }
    if not fitting:
        return [run]
    picked = f"picked_{key}"
    st.session_state[picked] = chosen = [each for each in st.session_state.get(key, ()) if each in fitting]
    st.multiselect(
        label,
        list(fitting),
        format_func=labels(list(fitting.values())).__getitem__,
        key=picked,
        on_change=_take,
        args=(key, picked),
        placeholder="No other run",
        help=told,
    )
    return [run, *map(cache.store().get, chosen)]


def _take(key: str, picked: str) -> None:
    st.session_state[key] = tuple(st.session_state[picked])
