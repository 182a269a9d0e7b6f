"""Choosing a network that reads the images that are looked at."""

from __future__ import annotations

import streamlit as st

from cnn.data.imageset import ImageSet
from cnn.runs.record import DataRecord
from cnn.runs.run import Run
from dashboard import cache, state
from dashboard.widgets.frame import link
from dashboard.widgets.run_picker import labels

PICKED, NONE = "picked_reader", ""
READER_PX = 250


def reader_picker(images: ImageSet, *, is_needed: bool = False) -> Run | None:
    """The runs that read pictures of this size and tell as many classes apart; gives the choice, None for none.

    is_needed: "no network" is not offered, and where there is none a link leads to training one. The choice is that of
    the pages under Inspect and Use as well.
    """
    runs = {run.id: run for run in cache.listing().summaries if run.is_usable and reads(run.data, images)}
    if is_needed and not runs:
        link("Train a network for these images", "train/train.py")
        return None
    named = ({} if is_needed else {NONE: "No network"}) | labels(list(runs.values()))
    if st.session_state.get(PICKED) not in named:
        asked = state.run_id()
        st.session_state[PICKED] = asked if asked in runs else next(iter(named))
    picked = st.selectbox(
        "Network",
        list(named),
        format_func=named.__getitem__,
        key=PICKED,
        width=READER_PX,
        on_change=_take_reader,
        persist_state="session",
        help="Trained networks that read pictures of this size and tell as many classes apart, the newest first.",
    )
    return cache.store().get(picked) if picked in runs else None


def reads(data: DataRecord, images: ImageSet) -> bool:
    """Whether what was trained on this data reads such images."""
    return data.shape == images.shape and len(data.class_names) == len(images.class_names)


def knows(run: Run, images: ImageSet) -> bool:
    """Whether a run was trained on some of these very images, and kept the others to judge it."""
    return run.record.data.fingerprint == images.own_fingerprint


def _take_reader() -> None:
    if st.session_state[PICKED] != NONE:
        state.choose_run(st.session_state[PICKED])
