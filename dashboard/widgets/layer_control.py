"""One field of a layer as the control that fits what it takes, made from its schema: a new field needs nothing here."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, get_args

import streamlit as st

from cnn.model.layers import Activation, Spec, describe

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


def layer_control(
    name: str, schema: Schema, value: Any, key: str, on_change: Callable[..., None], args: tuple[Any, ...]
) -> None:
    """The control, which begins with ``value`` and keeps what a visitor makes of it under ``key``."""
    label = name.replace("_", " ").capitalize()
    common: dict[str, Any] = {
        "key": key,
        "help": schema.get("description"),
        "on_change": on_change,
        "args": args,
        "width": WIDTH_PX,
    }
    parts = _parts(schema)
    if "boolean" in parts:
        st.toggle(label, value, **common)
    elif "string" in parts:
        words, numbers = parts["string"], parts.get("integer")
        options = words["enum"] if "enum" in words else [words["const"]]
        options = [*options, *(range(numbers["minimum"], numbers["maximum"] + 1) if numbers else ())]
        start = options.index(value)
        st.selectbox(label, options, start, format_func=lambda option: WORDS.get(option, str(option)), **common)
    elif "null" in parts:
        numbers = parts["integer"]
        st.session_state.setdefault(key, value)  # given as its start it could not be emptied again
        st.number_input(label, numbers["minimum"], numbers["maximum"], None, step=1, placeholder=SAME_AS_SIZE, **common)
    elif "integer" in parts:
        numbers = parts["integer"]
        st.number_input(label, numbers["minimum"], numbers["maximum"], value, step=1, **common)
    else:
        numbers = parts["number"]
        highest = max(value, numbers["maximum"] if "maximum" in numbers else numbers["exclusiveMaximum"] - JUST_BELOW)
        st.number_input(label, float(numbers["minimum"]), float(highest), float(value), step=STEP, **common)


def _parts(schema: Schema) -> dict[str, Schema]:
    """What the field takes, by type; nothing where that is more layers."""
    parts = {part["type"]: part for part in schema.get("anyOf", [schema]) if "type" in part}
    return {} if "array" in parts else parts
