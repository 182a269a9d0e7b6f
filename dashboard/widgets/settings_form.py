"""The training settings as controls: the few that matter first, all others behind one disclosure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnn.training.config import TrainingConfig, has_effect, settings
from cnn.training.settings.setting import Group
from dashboard import state
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


def settings_form(
    defaults: TrainingConfig, preset: str, few: DeltaGenerator, rest: DeltaGenerator
) -> tuple[TrainingConfig, DeltaGenerator]:
    """All settings that have an effect, and a place below the learning rate. Raises ConfigError.

    preset: whose defaults they are. few: where the main settings go. rest: where the disclosure with all others goes.
    """
    values = defaults.model_dump()
    main = list(settings("main"))
    below_rate = main.index("learning_rate") + 1
    with few:
        _controls(main[:below_rate], values, preset)
        place = st.container()
        _controls(main[below_rate:], values, preset)
    with rest, st.expander("All settings", icon=":material/tune:"):
        for group, (title, about) in PARTS.items():
            with st.expander(title, type="compact"):
                st.caption(about)
                _controls(settings(group), values, preset)
    return TrainingConfig.of(values), place


def some_settings(config: TrainingConfig, preset: str, names: Iterable[str]) -> TrainingConfig:
    """The controls of these settings alone, the very ones of the form, over ``config``; gives it with them put in."""
    values = config.model_dump()
    _controls(names, values, preset)
    return TrainingConfig.of(values)


def _controls(names: Iterable[str], values: dict[str, Any], preset: str) -> None:
    """Put what is chosen in the place of the defaults; a setting without effect keeps its own and is not shown."""
    fields = settings()
    for name in names:
        if has_effect(name, values):
            values[name] = setting_control(name, fields[name], values[name], state.setting_key(preset, name))
