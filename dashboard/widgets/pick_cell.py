"""One number of a map, chosen by a click on it or by its row and column; the choice stands in the address."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from dashboard.widgets.sheet import Click, show_sheet
from dashboard.widgets.stepper import whole_number

CELL = "cell"
ROW, COLUMN = "cell_row", "cell_column"
Cell = tuple[int, int]


def pick_cell(shape: tuple[int, ...], first: Cell) -> Cell:
    """Let a visitor choose a row and a column of a map (H, W), beginning with ``first``."""
    row, column = _asked(shape) or first
    st.session_state[ROW], st.session_state[COLUMN] = row, column
    with st.container(horizontal=True):
        for label, last, key in (("Row", shape[0] - 1, ROW), ("Column", shape[1] - 1, COLUMN)):
            st.number_input(label, 0, last, key=key, on_change=_take_typed, width=116)
    return row, column


def show_to_click(figure: go.Figure, alt: str, key: str) -> None:
    """Show a figure whose cells are chosen by a click (``Sheet.touch``)."""
    show_sheet(figure, alt, key, _take_click)


def _asked(shape: tuple[int, ...]) -> Cell | None:
    """The cell the address names, where the map has it."""
    row, _, column = st.query_params.get(CELL, "").partition(".")
    place = whole_number(row, -1), whole_number(column, -1)
    return place if 0 <= place[0] < shape[0] and 0 <= place[1] < shape[1] else None


def _take_typed() -> None:
    st.query_params[CELL] = f"{st.session_state[ROW]}.{st.session_state[COLUMN]}"


def _take_click(click: Click) -> None:
    st.query_params[CELL] = f"{round(click.y)}.{round(click.x)}"
