"""One training setting as a control made from its field: bounds, unit, explanation and default."""

from __future__ import annotations

from typing import Any

import streamlit as st
from pydantic.fields import FieldInfo

from cnn.training.settings.setting import bounds_of, choices_of, extra, is_optional, kind_of
from dashboard import state
from dashboard.settings_words import OPTIONS

LOG_STEPS = (1, 2, 5)
MOST_EPOCHS = 60
MOST_POSITIONS = 200
"""A slider with more positions than this cannot be put to one of them; the number is typed instead."""


def setting_control(name: str, field: FieldInfo, default: Any, key: str) -> Any:
    """The control of one setting; gives its value."""
    unit = extra(field)["unit"]
    label = f"{field.title} ({unit})" if unit and unit not in ("fraction", "passes", "images") else str(field.title)
    common: dict[str, Any] = {"help": field.description, "key": key, "persist_state": "session"}
    kind = kind_of(field)
    if is_optional(field):
        return _optional(label, field, default, common)
    if options := list(choices_of(field)):
        return st.selectbox(label, options, options.index(default), format_func=lambda o: OPTIONS.get(o, o), **common)
    low, high = bounds_of(field)
    if extra(field)["scale"] == "log":
        numbers = log_options(low, high, default, state.taken_setting(key))
        start = None if key in st.session_state else default  # Streamlit wants it from one place only
        return st.select_slider(label, numbers, start, format_func=plain_number, **common)
    if name == "epochs":
        high = max(MOST_EPOCHS, default)
    step = extra(field)["step"]
    return _number(label, kind(low), kind(high), kind(default), kind(step), **common)


def _number(label: str, low: Any, high: Any, value: Any, step: Any, **common: Any) -> Any:
    """A slider, or a field to type into where the slider would be too fine; gives a number of the bounds' type."""
    control = st.slider if (high - low) / step <= MOST_POSITIONS else st.number_input
    return type(step)(control(label, low, high, value, step, format=step_format(step), **common))


def _optional(label: str, field: FieldInfo, default: float | None, common: dict[str, Any]) -> float | None:
    """A setting that may be left as it is: a switch, and a slider while it is on."""
    key = common["key"]
    is_on = st.toggle(f"{label}: set it", default is not None, **{**common, "key": f"{key}_on"})
    if not is_on:
        return None
    low, high = bounds_of(field)
    value = 0.25 if default is None else default
    step = float(extra(field)["step"])
    return float(_number(label, low, high, value, step, key=key, persist_state="session", label_visibility="collapsed"))


def log_options(low: float, high: float, default: float, taken: float | None) -> list[float]:
    """1, 2, 5, 10 … between the bounds (powers of two for whole numbers), and with them the default and ``taken``."""
    if isinstance(default, int):
        options: set[float] = {2**power for power in range(3, 13) if low <= 2**power <= high}
    else:
        options = {step * 10.0**power for power in range(-5, 1) for step in LOG_STEPS}
        options = {float(f"{option:.6g}") for option in options if max(low, 1e-5) <= option <= min(high, 1.0)}
    return sorted(options | {default} | ({taken} if taken is not None else set()))


def plain_number(value: float) -> str:
    """A number as it stands at a slider."""
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"


def step_format(step: float) -> str:
    """How a control writes numbers that are so far apart."""
    if isinstance(step, int):
        return "%d"
    return f"%.{len(f'{step:f}'.rstrip('0').partition('.')[2])}f"
