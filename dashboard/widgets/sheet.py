"""Cells and small pictures on a canvas of our own.

What ``Sheet`` and ``Mosaic`` describe, Plotly draws as well; but each such figure that changes takes a browser about
40 ms there, so a page of several would no longer answer at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from plotly.io.json import to_json_plotly

_sheet = st.components.v2.component("sheet", js=Path(__file__).with_suffix(".js").read_text("utf-8"))


@dataclass(frozen=True)
class Click:
    """What was clicked: the column and row of a cell, or where a place lies, and its number among all of them."""

    x: float
    y: float
    index: int


def show_sheet(figure: go.Figure, alt: str, key: str, take: Callable[[Click], object] | None = None) -> None:
    """Show a figure that a ``Sheet`` or a ``Mosaic`` made, as large as it says.

    take: hears of a click on a cell or a place before the page runs again; without it nothing can be clicked.
    """

    def hear() -> None:
        clicked: Any = st.session_state[key].get("clicked")
        if take and clicked:
            take(Click(clicked["x"], clicked["y"], clicked["index"]))

    parts = figure.to_plotly_json()
    parts["layout"].pop("template", None)
    data = {"figure": to_json_plotly(parts), "alt": alt, "takesClicks": take is not None}
    _sheet(key=key, data=data, width=int(figure.layout.width), on_clicked_change=hear)
