"""The picture of a network, drawn by the browser itself, which draws boxes sooner than Plotly does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import streamlit as st

from cnn.model.step import Step
from cnn.model.volume import Volume
from dashboard.charts.network import MOST_IN_A_ROW, in_words, network_figure

_picture = st.components.v2.component("network_picture", js=Path(__file__).with_suffix(".js").read_text("utf-8"))


def network_picture(
    picture: Volume,
    steps: Sequence[Step],
    key: str,
    *,
    chosen: str = "",
    stops_at: str = "",
    most_in_a_row: int = MOST_IN_A_ROW,
) -> None:
    """Show the network that takes ``picture`` through ``steps``; the other words are those of ``network_figure``."""
    figure = network_figure(picture, steps, chosen, stops_at, most_in_a_row)
    _picture(key=key, data={"figure": json.dumps(asdict(figure)), "alt": in_words(picture, steps)})
