"""The story in six steps, and how far this visitor is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from cnn.data.imageset import ADDED
from cnn.data.kaggle import find_competition
from cnn.errors import DataError
from cnn.places import data_folder
from cnn.runs.record import ACTIVE
from cnn.runs.store import STARTER_ID
from cnn.runs.summary import Summary
from dashboard import cache, state
from dashboard.widgets.digits import show_strip
from dashboard.widgets.fault import plain
from dashboard.widgets.frame import link, next_step
from dashboard.widgets.source_picker import WHERE_TO_GET_IT
from dashboard.words import count, percent

COMPETITION = state.SourceChoice("kaggle")
STEPS = (
    ("Learn", "What a picture is, what a filter finds, how it is learned.", "Begin", "learn/seeing.py"),
    ("Data", "Look at the handwriting the network will learn from, or bring your own.", "Explore", "data/explore.py"),
    ("Model", "Pick a network and see what each layer does to the volume.", "Design", "model/design.py"),
    ("Train", "Set the hyperparameters, press Train and watch the curves move.", "Train", "train/train.py"),
    ("Inspect", "See which digits it confuses, and look at the worst mistakes.", "Evaluate", "inspect/evaluate.py"),
    ("Use", "Draw a digit for it, or predict the test part for Kaggle.", "Draw", "use/draw.py"),
)


def ornament() -> None:
    """A line of handwriting: one built-in digit of each class, and once more."""
    images = cache.dataset(state.SourceChoice("digits")).train
    firsts = [np.flatnonzero(images.known_labels == label)[turn] for turn in (3, 8) for label in range(10)]
    show_strip(images.images[np.array(firsts)], "The digits 0 to 9, handwritten, twice", width_px=48)


def story() -> None:
    """Six cards, each with its page."""
    for row in (STEPS[:3], STEPS[3:]):
        for place, (title, about, label, file) in zip(st.columns(3), row, strict=True):
            with place.container(border=True, height="stretch"):
                st.markdown(f"**{title}**")
                st.write(about)
                link(label, file)


def state_of_things(runs: Sequence[Summary]) -> None:
    """What there is: data, the competition's files, runs."""
    chosen = cache.dataset(state.source())
    own = _trained_here(runs)
    st.markdown(f"- Data set: **{plain(chosen.title)}**, {count(len(chosen.train), 'image')} to learn from")
    active = [run for run in own if run.status in ACTIVE]
    judged = [run for run in own if run.accuracy is not None]
    alike = [run for run in judged if run.data.fingerprint == chosen.train.fingerprint]
    best = max(alike or judged, key=lambda run: run.accuracy or 0.0, default=None)
    ready = "; the starter is ready to use" if any(run.id == STARTER_ID for run in runs) else ""
    told = f"{count(len(own), 'run')} of your own" if own else f"No run of your own yet{ready}"
    if active:
        told += f", {len(active)} in training"
    if best:
        reached = percent(best.accuracy or 0.0)
        told += f"; the best on {plain(best.data.title)} is **{plain(best.name)}** with {reached} on validation"
    st.markdown(f"- {told}")
    _competition(chosen.source)


def _competition(opened: str) -> None:
    """Whether the competition's files are here, and a button that opens them where something else is open."""
    try:
        find_competition(data_folder())
    except DataError:
        st.markdown(f"- Kaggle's files are not here yet. {WHERE_TO_GET_IT.replace('below', 'under Data')}")
        return
    if opened.removesuffix(ADDED) == COMPETITION.source:
        return
    st.markdown("- The competition's files are here")
    st.button(
        "Work on the competition's digits",
        icon=":material/folder_open:",
        on_click=state.choose_source,
        args=(COMPETITION,),
    )


def next_for(runs: Sequence[Summary]) -> None:
    """The button that leads on from here."""
    own = _trained_here(runs)
    if any(run.status in ACTIVE for run in own):
        next_step("Watch it train", "train/train.py", is_main=True)
    elif own:
        next_step("See where it errs", "inspect/evaluate.py", is_main=True)
    else:
        next_step("Train your first network", "train/train.py", is_main=True)


def _trained_here(runs: Sequence[Summary]) -> list[Summary]:
    """The visitor's own trainings; a range test leaves no network to go on with."""
    return [run for run in runs if run.id != STARTER_ID and run.kind == "train"]
