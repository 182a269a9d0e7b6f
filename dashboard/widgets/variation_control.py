"""How one setting is varied, as a control made from its field."""

from __future__ import annotations

from typing import Any

import streamlit as st
from pydantic.fields import FieldInfo

from cnn.errors import ConfigError
from cnn.sweep.space import Options, Span, checked, span, usual_variation
from cnn.training.config import TrainingConfig
from cnn.training.settings.setting import bounds_of, choices_of, extra, kind_of
from dashboard.settings_words import OPTIONS
from dashboard.widgets.setting_control import MOST_POSITIONS, log_options, plain_number, step_format


def variation_control(name: str, field: FieldInfo, base: TrainingConfig, key: str) -> Span | Options:
    """The words or the numbers to try; raises ConfigError where nothing is left to choose from."""
    usual = usual_variation(name, base)
    common: dict[str, Any] = {"key": key, "help": field.description, "persist_state": "session"}
    label = str(field.title)
    if isinstance(usual, Options):
        words = list(choices_of(field))
        chosen = st.pills(
            label, words, selection_mode="multi", default=words, format_func=lambda o: OPTIONS.get(o, o), **common
        )
        if len(chosen) < 2:
            raise ConfigError(f"{label} is varied: choose two of its values or more.")
        return Options(values=tuple(chosen))
    low, high = (_log if usual.is_log else _linear)(label, field, usual, common)
    return checked(name, span(name, low, high), base)


def _log(label: str, field: FieldInfo, usual: Span, common: dict[str, Any]) -> tuple[float, float]:
    kind = kind_of(field)
    lowest, highest = bounds_of(field)
    low, high = kind(usual.low), kind(usual.high)
    numbers = sorted({*log_options(lowest, highest, low, None), high})
    chosen: Any = st.select_slider(label, numbers, (low, high), format_func=plain_number, **common)
    return chosen[0], chosen[1]


def _linear(label: str, field: FieldInfo, usual: Span, common: dict[str, Any]) -> tuple[float, float]:
    kind, step = kind_of(field), extra(field)["step"]
    lowest, highest = map(kind, bounds_of(field))
    low, high, by, written = kind(usual.low), kind(usual.high), kind(step), step_format(step)
    if (highest - lowest) / step <= MOST_POSITIONS:
        chosen: Any = st.slider(label, lowest, highest, (low, high), by, format=written, **common)
        return chosen[0], chosen[1]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = st.number_input(f"{label}, from", lowest, highest, low, by, format=written, **common)
        common = {**common, "key": f"{common['key']}_to", "help": None}
        return first, st.number_input("to", lowest, highest, high, by, format=written, **common)
