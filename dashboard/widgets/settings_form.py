"""The training settings as controls, each made from its field: bounds, unit, explanation and default."""

from __future__ import annotations

import types
from typing import Any, Literal, Union, get_args, get_origin

import streamlit as st
from pydantic.fields import FieldInfo

from cnn.training.config import Group, TrainingConfig, extra, parse_config, settings

LOG_STEPS = (1, 2, 5)
WORDS = {
    "rmsprop": "RMSprop",
    "sgd": "SGD",
    "adam": "Adam",
    "adamw": "AdamW",
    "auto": "automatic",
    "cpu": "CPU",
    "cuda": "CUDA",
    "mps": "MPS",
    "constant": "constant",
    "one_cycle": "one cycle",
}
MOST_EPOCHS = 60


def settings_form(defaults: TrainingConfig, key: str) -> TrainingConfig:
    """All settings, the few that matter first; ``key`` names whose defaults they are. Raises ConfigError."""
    values = _group("main", defaults, key)
    with st.expander("Augmentation", icon=":material/transform:"):
        st.caption("Small changes to each training image, drawn anew every time it is seen; off at 0.")
        values |= _group("augmentation", defaults, key)
    with st.expander("More settings", icon=":material/tune:"):
        values |= _group("more", defaults, key)
    return parse_config(values)


def _group(group: Group, defaults: TrainingConfig, key: str) -> dict[str, Any]:
    return {
        name: _control(name, field, getattr(defaults, name), f"{key}_{name}") for name, field in settings(group).items()
    }


def _control(name: str, field: FieldInfo, default: Any, key: str) -> Any:
    """One setting; gives its value."""
    unit = extra(field)["unit"]
    label = f"{field.title} ({unit})" if unit and unit not in ("fraction", "passes", "images") else str(field.title)
    common: dict[str, Any] = {"help": field.description, "key": key, "persist_state": "session"}
    kind, is_optional = _kind(field.annotation)
    if is_optional:
        return _optional(label, field, default, common)
    if get_origin(kind) is Literal:
        options = list(get_args(kind))
        return st.selectbox(label, options, options.index(default), format_func=lambda o: WORDS.get(o, o), **common)
    if name == "seed":
        return int(st.number_input(label, 0, 2**32 - 1, default, 1, **common))
    low, high = _bounds(field)
    if extra(field)["scale"] == "log":
        return st.select_slider(label, _log_options(low, high, default), default, format_func=_plain, **common)
    if kind is int:
        return int(st.slider(label, int(low), max(MOST_EPOCHS, default), default, 1, **common))
    step = extra(field)["step"]
    return float(st.slider(label, float(low), float(high), float(default), float(step), _format(step), **common))


def _optional(label: str, field: FieldInfo, default: float | None, common: dict[str, Any]) -> float | None:
    """A setting that may be left as it is: a switch, and a slider while it is on."""
    key = common["key"]
    is_on = st.toggle(f"{label}: set it", default is not None, **{**common, "key": f"{key}_on"})
    if not is_on:
        return None
    low, high = _bounds(field)
    step = extra(field)["step"]
    value = 0.25 if default is None else default
    return float(
        st.slider(
            label, low, high, value, step, _format(step), key=key, persist_state="session", label_visibility="collapsed"
        )
    )


def _kind(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        return next(part for part in get_args(annotation) if part is not type(None)), True
    return annotation, False


def _bounds(field: FieldInfo) -> tuple[float, float]:
    """The lowest and highest value a slider offers; an open bound is kept by one step or by the log scale."""
    low = next((float(m.ge) for m in field.metadata if hasattr(m, "ge")), 0.0)
    high = next((float(m.le) for m in field.metadata if hasattr(m, "le")), None)
    if high is None:
        high = next(float(m.lt) for m in field.metadata if hasattr(m, "lt")) - float(extra(field)["step"])
    return low, high


def _log_options(low: float, high: float, default: float) -> list[float]:
    """1, 2, 5, 10 … between the bounds, with the default among them (powers of two for whole numbers)."""
    if isinstance(default, int):
        options: set[float] = {2**power for power in range(3, 13) if low <= 2**power <= high}
    else:
        options = {step * 10.0**power for power in range(-5, 1) for step in LOG_STEPS}
        options = {float(f"{option:.6g}") for option in options if max(low, 1e-5) <= option <= min(high, 1.0)}
    return sorted(options | {default})


def _plain(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"


def _format(step: float) -> str:
    decimals = max(0, len(f"{step:f}".rstrip("0").partition(".")[2]))
    return f"%.{decimals}f"
