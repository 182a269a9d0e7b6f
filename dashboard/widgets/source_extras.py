"""What people did to a data set and want to work with or without: corrected labels, and drawings of their own."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cnn.data.drawings import SIDE_PX, all_drawings
from cnn.data.imageset import DRAWINGS, Dataset
from dashboard import state
from dashboard.words import count

CORRECTED, DRAWN = "apply_corrections", "add_drawings"


def source_extras(dataset: Dataset) -> None:
    """A switch for each, where there is anything to switch; the choice is kept for every page."""
    corrections_switch(dataset)
    drawings_switch(dataset)


def corrections_switch(dataset: Dataset) -> None:
    """Whether corrections are applied, where there are any."""
    choice = state.source()
    if dataset.corrections is not None and (changes := dataset.corrections.changes):
        st.session_state[CORRECTED] = choice.corrected
        st.toggle(
            f"Apply {count(len(changes), 'correction')}",
            key=CORRECTED,
            on_change=_take,
            help="Labels that were relabelled or left out under Label check. Every training, evaluation and page takes "
            "them as they are corrected, or as the source gives them.",
        )


def drawings_switch(dataset: Dataset) -> None:
    """Whether one's own drawings are added, where there are any that go with the images."""
    choice = state.source()
    drawings = _fitting(dataset)
    if drawings or choice.drawings:
        st.session_state[DRAWN] = choice.drawings
        st.toggle(
            f"Add {count(drawings, 'drawing')} of my own",
            key=DRAWN,
            on_change=_take,
            help="What you drew and kept under Draw. It is all learned from and never judged on: validation stays "
            "with the data set's own images.",
        )


def _fitting(dataset: Dataset) -> int:
    """How many drawings could be added."""
    if dataset.source == DRAWINGS or dataset.train.labels is None or dataset.train.shape != (1, SIDE_PX, SIDE_PX):
        return 0
    return sum(drawing.class_name in dataset.train.class_names for drawing in all_drawings())


def _take() -> None:
    chosen = state.source()
    corrected = st.session_state.get(CORRECTED, chosen.corrected)
    drawings = st.session_state.get(DRAWN, chosen.drawings)
    state.choose_source(replace(chosen, corrected=corrected, drawings=drawings))
