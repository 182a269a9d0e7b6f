"""The layer that is looked at: which one it is, everything that can be chosen about it, and where it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from cnn.model.architecture import Architecture
from cnn.model.editing import Path, has_room, inside, layer_at, number_of, paths, siblings
from cnn.model.layers import NAMES, Layer, describe
from cnn.model.offers import offers
from cnn.model.step import Step
from cnn.model.volume import Shape
from dashboard import state
from dashboard.builder import add_layer, duplicate_layer, move_layer, remove_layer, set_values
from dashboard.widgets.fault import plain
from dashboard.widgets.layer_control import WIDTH_PX, fields, layer_control

PICKED, FIELDS, ADDED = "picked_layer", "layer_fields", "added_layer"


def layer_form(network: Architecture, path: Path, step: Step | None) -> None:
    """The controls of the layer at ``path``; a change is taken up at once, and said in place where it is refused.

    step: what the layer does, where that is known.
    """
    _pick(network, path)
    layer = layer_at(network, path)
    st.caption(_about(layer))
    refused = state.refused()
    values = {**dict(layer), **(refused.values if refused and refused.layer == path else {})}
    key = state.control_key(FIELDS, (type(layer), values))
    with st.container(horizontal=True, gap="small"):
        for name, schema in fields(type(layer)).items():
            layer_control(name, schema, values[name], f"{key}_{name}", _take_values, (network, layer, key, values))
    with st.container():
        if refused:
            st.error(plain(refused.reason), icon=":material/error:")
    _whole_layer(network, path, step.after if step else None)


def _pick(network: Architecture, path: Path) -> None:
    """The list of layers, for those who do not click in the table."""
    places = paths(network)
    labels = {place: f"{number_of(place)}. {describe(layer_at(network, place))}" for place in places}
    key = state.control_key(PICKED, (path, labels))
    st.selectbox(
        "Layer",
        places,
        places.index(path),
        format_func=lambda place: labels[place],
        key=key,
        on_change=_take_layer,
        args=(key, path),
        help="The layer that is changed below. A click on its row in the table chooses it too.",
    )


def _about(layer: Layer) -> str:
    """What a layer does: the first paragraph of its docstring."""
    return " ".join((type(layer).__doc__ or "").split("\n\n")[0].split())


def _whole_layer(network: Architecture, path: Path, after: Shape | None) -> None:
    """What is done with the layer as a whole."""
    last = len(siblings(network, path)) - 1
    is_full = not has_room(network, path)
    offered = {kind: layer for kind, layer in offers(after).items() if len(path) == 1 or not inside(layer)}
    with st.container(horizontal=True, gap="small"):
        _button("Up", None, path[-1] == 0, move_layer, network, -1, shortcut="Alt+Up")
        _button("Down", None, path[-1] == last, move_layer, network, 1, shortcut="Alt+Down")
        _button("Duplicate", "content_copy", is_full, duplicate_layer, network)
        _button("Remove", "delete", last == 0, remove_layer, network)
    st.menu_button(
        "Add a layer after it",
        list(offered),
        format_func=lambda kind: NAMES[kind].capitalize(),
        icon=":material/add:",
        key=ADDED,
        disabled=is_full,
        on_click=_take_kind,
        args=(network, offered),
        width="stretch",
    )


def _button(
    label: str, icon: str | None, is_off: bool, act: Callable[..., None], *args: Any, shortcut: str | None = None
) -> None:
    st.button(
        label,
        icon=icon and f":material/{icon}:",
        disabled=is_off,
        on_click=act,
        args=args,
        shortcut=shortcut,
        width=WIDTH_PX,
    )


def _take_layer(key: str, shown: Path) -> None:
    if (path := st.session_state.get(key, shown)) != shown:
        state.choose_layer(path, PICKED)


def _take_values(network: Architecture, layer: Layer, key: str, shown: dict[str, Any]) -> None:
    values = {name: st.session_state.get(f"{key}_{name}", shown[name]) for name in fields(type(layer))}
    if any(values[name] != shown[name] for name in values):
        set_values(network, layer, values, FIELDS)


def _take_kind(network: Architecture, offered: dict[str, Layer]) -> None:
    if kind := st.session_state[ADDED]:
        add_layer(network, offered[kind])
