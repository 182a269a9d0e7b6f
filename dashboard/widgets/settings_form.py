"""The training settings as controls: the few that matter first, all others behind one disclosure."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnn.training.config import Group, TrainingConfig, extra, parse_config, settings
from dashboard.widgets.setting_control import setting_control

PARTS: dict[Group, tuple[str, str]] = {
    "augmentation": (
        "Augmentation",
        "Small changes to each training image, drawn anew every time it is seen; off at 0.",
    ),
    "schedule": ("Schedule", "The learning rate over time, as it is drawn before the training."),
    "regularisation": ("Regularisation", "What keeps a network from learning its training images by heart."),
    "ending": ("Ending", "Which pass counts, and when to stop."),
    "more": ("More", "On which rows, how many networks, from which seed, where and in what numbers."),
}


def settings_form(defaults: TrainingConfig, key: str, few: DeltaGenerator, rest: DeltaGenerator) -> TrainingConfig:
    """All settings that have an effect; ``key`` names whose defaults they are. Raises ConfigError.

    few: where the main settings go. rest: where the disclosure with all others goes.
    """
    values = defaults.model_dump()
    with few:
        _controls("main", values, key)
    with rest, st.expander("All settings", icon=":material/tune:"):
        for group, (title, about) in PARTS.items():
            with st.expander(title, type="compact"):
                st.caption(about)
                _controls(group, values, key)
    return parse_config(values)


def _controls(group: Group, values: dict[str, Any], key: str) -> None:
    """Put what is chosen in the place of the defaults; a setting without effect keeps its own and is not shown."""
    for name, field in settings(group).items():
        if all(values[other] in allowed for other, allowed in extra(field)["only_for"].items()):
            values[name] = setting_control(name, field, values[name], f"{key}_{name}")
