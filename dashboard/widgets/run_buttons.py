"""What can be done with a run as it stands: pause, stop, go on with, or train it for more epochs."""

from __future__ import annotations

import streamlit as st

from cnn.runs import queue, resuming
from cnn.runs.extension import can_extend, extend, warning
from cnn.runs.record import ACTIVE, Status
from cnn.runs.run import Run
from dashboard import cache, state
from dashboard.plan import see_to_queue
from dashboard.widgets.fault import faults_in_place
from dashboard.widgets.frame import go_to

MOST_EPOCHS = 1000


def run_buttons(run: Run, status: Status) -> None:
    """The buttons that make sense for it; each takes effect at once and shows the run as it then is.

    Another's run cannot be changed, but gone on with: that makes a run of one's own.
    """
    store = cache.store()
    if not run.may_be_changed:
        if can_extend(run, status):
            _extend_popover(run)
        return
    if status in ACTIVE:
        if resuming.can_pause(run, status) and _button(run, "Pause", "pause", disabled=run.wanted is not None):
            with faults_in_place():
                resuming.pause(store, run)
                st.rerun()
        if _button(run, "Stop", "stop", disabled=run.wants_stop):
            queue.stop(store, run)
            st.rerun()
    elif resuming.can_resume(run, status):
        word = "Resume" if run.checkpoints.places() else "Begin again"
        if _button(run, word, "resume"):
            with faults_in_place():
                resuming.resume(store, run)
                see_to_queue()
                state.watch_run(run.id)
                st.rerun()
    elif can_extend(run, status):
        _extend_popover(run)


def _extend_popover(run: Run) -> None:
    with st.popover("Extend", icon=":material/more_time:", key=f"extend_{run.id}"):
        _extension(run)


def _extension(run: Run) -> None:
    """How many epochs it is to have in all, and what to know before."""
    trained = run.record.config.epochs
    if trained >= MOST_EPOCHS:
        st.caption(f"It has the {MOST_EPOCHS:,} epochs that a run may have.")
        return
    most = min(MOST_EPOCHS, 2 * trained)
    epochs = st.number_input("Epochs in all", trained + 1, MOST_EPOCHS, most, key=f"epochs_of_{run.id}")
    st.caption("A run of its own goes on where this one ended, with the same optimizer, averages and course.")
    with faults_in_place():
        if caution := warning(run, int(epochs)):
            st.caption(caution)
        if st.button("Train on", key=f"extend_now_{run.id}", type="primary"):
            longer = extend(cache.store(), run, int(epochs))
            see_to_queue()
            state.watch_run(longer.id)
            state.choose_run(longer.id)
            go_to("train/train.py")


def _button(run: Run, word: str, key: str, *, disabled: bool = False) -> bool:
    icons = {"Pause": "pause", "Stop": "stop", "Resume": "play_arrow", "Begin again": "replay"}
    return st.button(word, icon=f":material/{icons[word]}:", key=f"{key}_{run.id}", disabled=disabled)
