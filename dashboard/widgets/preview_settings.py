"""The settings of the Train page that decide over images: the same controls, a few at a time."""

from __future__ import annotations

import streamlit as st

from cnn.presets import find_preset
from cnn.training.config import TrainingConfig, settings
from dashboard import state
from dashboard.widgets.settings_form import some_settings

SPLIT, AUGMENTATION = "Split", "Augmentation"
SPLITTING = ("validation_share", "seed")
ABOUT = {
    SPLIT: "Which images the network learns from, and which ones judge it.",
    AUGMENTATION: "How the images it learns from are changed, anew each time one is seen.",
}


def choose_kind() -> str:
    """What is looked at."""
    kind: str = st.segmented_control(
        "Look at", [SPLIT, AUGMENTATION], default=SPLIT, required=True, key="kind", bind="query-params"
    )
    st.caption(ABOUT[kind])
    return kind


def settings_as_chosen() -> TrainingConfig:
    """All settings as they are under Train; raises ConfigError."""
    preset = state.design().preset
    return find_preset(preset).config.changed(**state.chosen_settings(preset, settings()))


def choose_settings(config: TrainingConfig, kind: str) -> TrainingConfig:
    """The settings that matter here in front of the visitor; gives all with them put in. Raises ConfigError."""
    names = SPLITTING if kind == SPLIT else tuple(settings("augmentation"))
    config = some_settings(config, state.design().preset, names)
    st.caption("The same settings as under *Train*: what is set here is set there.")
    return config
