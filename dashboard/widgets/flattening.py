"""The last maps of a network and the vector they become, each number at its place."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn.inside.passage import Passage
from cnn.model.layers import Flatten, describe
from dashboard.charts import origin, vector
from dashboard.charts.cells import number
from dashboard.widgets.pick_cell import show_to_click
from dashboard.widgets.pick_layer import choose_cell, choose_map, show_maps
from dashboard.widgets.sheet import show_sheet


def show_flattening(passage: Passage) -> None:
    """Controls for a map and a number of it; the maps, the chosen one large, and its stretch of the vector."""
    step, maps = passage.steps[passage.bridge], passage.maps
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = choose_map(maps)
        cell = choose_cell(maps, chosen)
    show_maps(maps, chosen)
    cells = maps[chosen].size
    is_flat = isinstance(step.layer, Flatten)
    stretch = range(chosen * cells, (chosen + 1) * cells) if is_flat else range(chosen, chosen + 1)
    place = stretch.start + (cell[1] * maps.shape[2] + cell[2] if is_flat else 0)
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        figure = origin.map_figure(maps[chosen].astype(np.float64), cell, f"Map {chosen + 1}")
        words = f"Map {chosen + 1}, row {cell[1]}, column {cell[2]} framed"
        show_to_click(figure, words, "flat_map")
        with st.container():
            st.markdown(f"**{describe(step.layer).capitalize()}:** {step.before} → {step.after}, {step.formula}.")
            st.markdown(_place(passage, chosen, cell[1], cell[2], place) if is_flat else _mean(passage, chosen))
    strip = vector.vector_figure(passage.vector, stretch, place)
    alt = f"The vector of {len(passage.vector):,} numbers; those of map {chosen + 1} are framed"
    show_sheet(strip, alt, "vector")


def _place(passage: Passage, chosen: int, row: int, column: int, place: int) -> str:
    """How a cell finds its place."""
    _, height, width = passage.maps.shape
    return (
        f"Row {row}, column {column} of map {chosen + 1} holds {number(passage.maps[chosen, row, column])}. Before it "
        f"come {chosen} whole maps of {height * width}, {row} rows of {width} and {column} numbers of its own row: "
        f"{chosen}·{height * width} + {row}·{width} + {column} = place **{place:,}**."
    )


def _mean(passage: Passage, chosen: int) -> str:
    """What a whole map becomes."""
    return (
        f"The {passage.maps[chosen].size} numbers of map {chosen + 1} have the mean "
        f"{number(passage.vector[chosen])}: that is place **{chosen}**. Where in the map they lay is no longer known."
    )
