"""Teaching a trained network one's own hand: a run tuned on the drawings, the old accuracy guarded."""

from __future__ import annotations

import streamlit as st

from cnn.data.imageset import ADDED
from cnn.tuning.creation import create_tuning, source_for
from cnn.tuning.settings import TuningSettings
from dashboard import cache, state
from dashboard.plan import see_to_queue
from dashboard.state import SourceChoice
from dashboard.widgets.frame import go_to
from dashboard.widgets.run_picker import run_picker
from dashboard.widgets.watch import watch

LOST = TuningSettings.model_fields["most_lost_points"]


def teach_form() -> None:
    """Which network, how much it may lose, and the button; a sentence where there is no network yet.

    Raises RunError for a run that cannot be tuned, DataError where its data is not open or no drawing fits.
    """
    st.subheader("Teach it my hand", anchor=False)
    st.caption(
        "A trained network goes on learning for a moment, from your drawings and from old images with them. What it "
        "forgets is measured; where that is too much, it is refused. The network you choose stays as it is."
    )
    if not any(run.is_usable for run in cache.listing().summaries):
        st.caption("Train one first.")
        return
    parent = run_picker()
    most_lost = st.number_input(
        "May lose (points)",
        0.0,
        5.0,
        TuningSettings().most_lost_points,
        0.05,
        key="most_lost_points",
        persist_state="session",
        help=LOST.description,
    )
    if st.button("Teach it", icon=":material/school:", width="stretch"):
        source = source_for(parent).removesuffix(ADDED)
        dataset = cache.dataset(SourceChoice(source, parent.record.data.classes, drawings=True))
        run = create_tuning(cache.store(), parent, dataset, TuningSettings(most_lost_points=most_lost))
        see_to_queue()
        state.watch_run(run.id)
        st.rerun()


def show_teaching() -> None:
    """The tuning that this visitor started last: as it goes on, and what it changed."""
    run = next((run for run in cache.runs("train") if run.id == state.watched_run() and run.record.tuning), None)
    if run is None:
        return
    st.subheader("What it learned", anchor=False)
    watch(run, "brief")
    with st.container(horizontal=True):
        if run.is_usable and st.button("Draw with it", icon=":material/draw:"):
            state.choose_run(run.id)
            go_to("use/draw.py")
        if st.button("See its curves", icon=":material/show_chart:"):
            go_to("train/train.py")
