"""One field of a layer as the control that fits what it takes, made from its schema: a new field needs nothing here."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, get_args

import streamlit as st

from cnn.model.layers import Activation, Layer, Spec, describe

Schema = dict[str, Any]

STEP = 0.05
JUST_BELOW = 0.01
WIDTH_PX = 117  # two beside each other
SAME_AS_SIZE = "as size"
WORDS = {name: describe(Activation(function=name)) for name in get_args(Activation.model_fields["function"].annotation)}


@cache
def fields(kind: type[Spec]) -> dict[str, Schema]:
    """What can be chosen about a layer of this kind, by name: the JSON schema of each field."""
    schema = kind.model_json_schema()["properties"]
    return {name: field for name, field in schema.items() if name != "kind" and _parts(field)}


def key_of(layer: Layer, name: str) -> str:
    """The key of the control of a layer's field."""
    return f"layer_{layer.kind}_{name}"


def layer_control(
    name: str, schema: Schema, value: Any, key: str, on_change: Callable[..., None], args: tuple[Any, ...]
) -> None:
    """The control, which shows ``value`` and keeps what a visitor makes of it under ``key``."""
    parts = _parts(schema)
    is_optional = "null" in parts
    # What a visitor is typing into another control must not be overwritten, so a value is set only where it is another
    # one. Where it is not, it is given as the start: a control that comes back has lost what the browser knew of it.
    is_set = is_optional or st.session_state.get(key, ...) != value
    if is_set:
        st.session_state[key] = value
    label = name.replace("_", " ").capitalize()
    common: dict[str, Any] = {
        "key": key,
        "help": schema.get("description"),
        "on_change": on_change,
        "args": args,
        "width": WIDTH_PX,
    }
    start = {} if is_set else {"value": value}
    if "boolean" in parts:
        st.toggle(label, **start, **common)
    elif "string" in parts:
        numbers = parts.get("integer")
        options = [*parts["string"]["enum"], *(range(numbers["minimum"], numbers["maximum"] + 1) if numbers else ())]
        index = 0 if is_set else options.index(value)
        st.selectbox(label, options, index, format_func=lambda option: WORDS.get(option, str(option)), **common)
    elif "integer" in parts:
        numbers = parts["integer"]
        empty: dict[str, Any] = {"value": None, "placeholder": SAME_AS_SIZE} if is_optional else start
        st.number_input(label, numbers["minimum"], numbers["maximum"], step=1, **empty, **common)
    else:
        numbers = parts["number"]
        highest = max(value, numbers["maximum"] if "maximum" in numbers else numbers["exclusiveMaximum"] - JUST_BELOW)
        st.number_input(label, float(numbers["minimum"]), float(highest), step=STEP, **start, **common)


def _parts(schema: Schema) -> dict[str, Schema]:
    """What the field takes, by type; nothing where that is more layers."""
    parts = {part["type"]: part for part in schema.get("anyOf", [schema]) if "type" in part}
    return {} if "array" in parts else parts
