"""One training setting as a control made from its field: bounds, unit, explanation and default."""

from __future__ import annotations

import types
from typing import Any, Literal, Union, get_args, get_origin

import streamlit as st
from pydantic.fields import FieldInfo

from cnn.training.config import extra
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
    kind, is_optional = _kind(field.annotation)
    if is_optional:
        return _optional(label, field, default, common)
    if get_origin(kind) is Literal:
        options = list(get_args(kind))
        return st.selectbox(label, options, options.index(default), format_func=lambda o: OPTIONS.get(o, o), **common)
    low, high = _bounds(field)
    if extra(field)["scale"] == "log":
        options = _log_options(low, high, default, state.taken_setting(key))
        start = None if key in st.session_state else default  # Streamlit wants it from one place only
        return st.select_slider(label, options, start, format_func=_plain, **common)
    if name == "epochs":
        high = max(MOST_EPOCHS, default)
    step = extra(field)["step"]
    return _number(label, kind(low), kind(high), kind(default), kind(step), **common)


def _number(label: str, low: Any, high: Any, value: Any, step: Any, **common: Any) -> Any:
    """A slider, or a field to type into where the slider would be too fine; gives a number of the bounds' type."""
    control = st.slider if (high - low) / step <= MOST_POSITIONS else st.number_input
    return type(step)(control(label, low, high, value, step, format=_format(step), **common))


def _optional(label: str, field: FieldInfo, default: float | None, common: dict[str, Any]) -> float | None:
    """A setting that may be left as it is: a switch, and a slider while it is on."""
    key = common["key"]
    is_on = st.toggle(f"{label}: set it", default is not None, **{**common, "key": f"{key}_on"})
    if not is_on:
        return None
    low, high = _bounds(field)
    value = 0.25 if default is None else default
    step = float(extra(field)["step"])
    return float(_number(label, low, high, value, step, key=key, persist_state="session", label_visibility="collapsed"))


def _kind(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        return next(part for part in get_args(annotation) if part is not type(None)), True
    return annotation, False


def _bounds(field: FieldInfo) -> tuple[float, float]:
    """The lowest and highest value that is offered; an open bound is kept by one step or by the log scale."""
    bounds = {
        kind: getattr(it, kind) for it in field.metadata for kind in ("ge", "gt", "le", "lt") if hasattr(it, kind)
    }
    step = extra(field)["step"] or 0.0
    low = bounds["ge"] if "ge" in bounds else bounds["gt"] + step
    high = bounds["le"] if "le" in bounds else bounds["lt"] - step
    return float(low), float(high)


def _log_options(low: float, high: float, default: float, taken: float | None) -> list[float]:
    """1, 2, 5, 10 … between the bounds (powers of two for whole numbers), and with them the default and ``taken``."""
    if isinstance(default, int):
        options: set[float] = {2**power for power in range(3, 13) if low <= 2**power <= high}
    else:
        options = {step * 10.0**power for power in range(-5, 1) for step in LOG_STEPS}
        options = {float(f"{option:.6g}") for option in options if max(low, 1e-5) <= option <= min(high, 1.0)}
    return sorted(options | {default} | ({taken} if taken is not None else set()))


def _plain(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"


def _format(step: float) -> str:
    if isinstance(step, int):
        return "%d"
    return f"%.{len(f'{step:f}'.rstrip('0').partition('.')[2])}f"
