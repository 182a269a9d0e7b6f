"""Choosing a layer, one of its maps and one number, each by a click or from a list.

The choices stand in the address.
"""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
import streamlit as st

from cnn.inside.origin import Cell
from cnn.inside.passage import Numbers, Passage
from cnn.inside.tracing import strongest
from cnn.model.layers import describe
from cnn.model.step import Step
from dashboard.charts import flow, maps
from dashboard.charts.mosaic import Picture
from dashboard.widgets.pick_cell import CELL, pick_cell
from dashboard.widgets.sheet import show_sheet
from dashboard.widgets.stepper import whole_number

LAYER, MAP = "layer", "map"


def asked(what: str, most: int, otherwise: int = 1) -> int:
    """The number in the address, where there is such a layer or map."""
    number = whole_number(st.query_params.get(what, ""), otherwise)
    return number if 1 <= number <= most else otherwise


def choose_layer(steps: Sequence[Step]) -> int:
    """Let a visitor choose a layer: its place in ``steps``. It begins with the first."""
    number = asked(LAYER, len(steps))
    st.session_state[LAYER] = number
    st.selectbox(
        "Layer",
        range(1, len(steps) + 1),
        format_func=lambda number: f"{number}. {describe(steps[number - 1].layer)}",
        key=LAYER,
        on_change=_take_typed,
        args=(LAYER,),
        help="Or click on a column of the picture.",
    )
    return number - 1


def choose_map(numbers: Numbers) -> int:
    """Let a visitor choose one of a layer's maps (D, h, w) or units (n,), from 0."""
    number = asked(MAP, len(numbers))
    st.session_state[MAP] = number
    st.number_input(
        f"{'Map' if numbers.ndim == 3 else 'Unit'}, of {len(numbers):,}",
        1,
        len(numbers),
        key=MAP,
        on_change=_take_typed,
        args=(MAP,),
        help="Or click on it.",
    )
    return number - 1


def choose_cell(numbers: Numbers, chosen: int) -> Cell:
    """Let a visitor choose one number of a map, beginning with its strongest; a unit is one number already."""
    best = strongest(numbers, chosen)
    if numbers.ndim == 1:
        return best
    row, column = pick_cell(numbers.shape[1:], best[1:])
    if numbers[chosen, row, column] < numbers[best]:
        st.button("Its strongest number", icon=":material/my_location:", on_click=_forget_cell)
    return chosen, row, column


def show_flow(passage: Passage, picture: Picture, place: int, class_names: Sequence[str]) -> None:
    """The picture on its way through all layers; a click on a column chooses that layer."""
    places = flow.columns(passage.steps)
    _clickable(
        flow.flow_figure(passage, picture, place, class_names),
        flow.in_words(passage),
        "layer_flow",
        LAYER,
        [chosen + 1 for chosen in places],
    )


def show_maps(numbers: Numbers, chosen: int) -> None:
    """Every map of a layer; a click chooses one."""
    numbered = range(1, len(numbers) + 1)
    _clickable(maps.maps_figure(numbers, chosen), maps.in_words(numbers, chosen), "layer_maps", MAP, numbered)


def _clickable(figure: go.Figure, alt: str, key: str, what: str, numbers: Sequence[int]) -> None:
    """A figure whose places stand for ``numbers``."""
    show_sheet(figure, alt, key, lambda click: _choose(what, numbers[click.index]))


def _take_typed(what: str) -> None:
    _choose(what, st.session_state[what])


def _choose(what: str, number: int) -> None:
    """Another layer or map begins with its strongest number again."""
    st.query_params[what] = str(number)
    _forget_cell()


def _forget_cell() -> None:
    st.query_params.pop(CELL, None)
