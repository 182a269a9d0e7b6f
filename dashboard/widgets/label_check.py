"""Starting a label check: with which network, in how many parts, and how long it will take."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from cnn.data.imageset import Dataset
from cnn.data.split import own_rows
from cnn.labels.folding import FOLDS, enough_passes, in_folds
from cnn.model.shapes import check_classes
from cnn.presets import PRESETS, find_preset
from cnn.runs.creation import create_run
from cnn.runs.run import Run
from dashboard import cache, state
from dashboard.plan import see_to_queue, volume_of
from dashboard.widgets.expected_time import expected_time
from dashboard.words import count

FIRST_PRESET = "sprint"
MOST_PARTS = 10


def check_form(dataset: Dataset, *, is_first: bool) -> None:
    """Network, parts, time and the button; raises DataError, SpecError or ConfigError where they do not go together."""
    images = dataset.train
    rows = len(own_rows(images))
    names = list(PRESETS)
    chosen = st.selectbox(
        "Network",
        names,
        index=names.index(FIRST_PRESET),
        format_func=lambda name: PRESETS[name].title,
        key="check_preset",
        persist_state="session",
        help="What reads the images. A quick network will do: a wrong label stands out from thousands of right ones.",
    )
    parts = st.slider(
        "Parts",
        2,
        MOST_PARTS,
        FOLDS,
        key="check_parts",
        persist_state="session",
        help="The images are dealt into so many parts, each with the same share of every class. One network is trained "
        "for each part, on all the others, and reads that part: so no network judges a label it has learned.",
    )
    preset = find_preset(chosen)
    architecture = preset.architecture(volume_of(dataset), len(images.class_names))
    check_classes(architecture, len(images.class_names))
    config = in_folds(enough_passes(preset.config, rows * (parts - 1) // parts), parts, images)
    if config.epochs > preset.config.epochs:
        st.caption(f"{count(config.epochs, 'pass', 'passes')} instead of {preset.config.epochs}: there are few images.")
    kind: Literal["primary", "secondary"] = "primary" if is_first else "secondary"
    if st.button("Check the labels", type=kind, icon=":material/rule:", width="stretch"):
        create_run(
            cache.store(),
            dataset,
            architecture,
            config,
            kind="folds",
            classes=state.source().classes,
            preset=chosen,
            name=chosen,
        )
        see_to_queue()
        st.rerun()
    expected_time(architecture, config, rows * (parts - 1) // parts)


def checks_of(dataset: Dataset) -> list[Run]:
    """The label checks of this data, whatever was corrected since, the newest first."""
    return list(cache.runs("folds", dataset.train.own_fingerprint))
