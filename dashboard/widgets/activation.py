"""An activation at work on a feature map, beside the others there are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from cnn.inside.activation import NAMES, Effect
from cnn.inside.route import Numbers
from cnn.model.architecture import Architecture
from cnn.model.layers import Activation, describe
from cnn.model.shapes import walk
from cnn.model.volume import Volume
from dashboard.charts.activation import CURVE_PX, Cell, curve_figure, in_words, map_figure
from dashboard.charts.cells import number
from dashboard.lessons.activation import OTHERS
from dashboard.widgets.pick_cell import pick_cell, show_to_click
from dashboard.words import count, percent

STILL = {"displayModeBar": False}
TABLE_PX = 346
TITLES = {name: describe(Activation.model_validate({"function": name})) for name in NAMES}


def pick_effect(feature_map: Numbers) -> tuple[Effect, Cell]:
    """Let a visitor choose a function, and the number that is looked at: the lowest one at first."""
    title = st.selectbox(
        "Function",
        list(TITLES.values()),
        key="function",
        bind="query-params",
        help="What is applied to every number of the map. Most convolutional networks take ReLU.",
    )
    name = next(name for name, known in TITLES.items() if known == title)
    st.caption(OTHERS[name])
    row, column = np.unravel_index(feature_map.argmin(), feature_map.shape)
    return Effect(name, feature_map), pick_cell(feature_map.shape, (int(row), int(column)))


def show_effect(effect: Effect, cell: Cell) -> None:
    """The map before and after, with what became of its numbers."""
    title = TITLES[effect.function]
    with st.container(horizontal=True):
        for key, numbers, heading in (("before", effect.before, "Before"), ("after", effect.after, f"After {title}")):
            words = f"{heading}: {in_words(effect, title, cell)}"
            show_to_click(map_figure(numbers, effect, cell, heading), words, key)
    st.markdown(f"{_counts(effect)} {_size(effect)}")


def show_curve(effect: Effect, cell: Cell) -> None:
    """The function's curve with the numbers of the map."""
    title = TITLES[effect.function]
    words = in_words(effect, title, cell)
    with st.container(width=CURVE_PX):
        st.plotly_chart(curve_figure(effect, title, cell), config=STILL, alt=words, key="curve")
        st.caption(f"{words}. A click on a map marks another number.")


def compare_functions(effect: Effect, cell: Cell) -> None:
    """What each function makes of the same numbers."""
    effects = [Effect(name, effect.before) for name in NAMES]
    before = number(effect.before[cell])
    table = pd.DataFrame(
        {
            "Function": list(TITLES.values()),
            f"{before} becomes": [each.after[cell] for each in effects],
            "Lowest": [each.after.min() for each in effects],
            "Highest": [each.after.max() for each in effects],
        }
    )
    with st.container(width=TABLE_PX):
        st.table(table, hide_index=True, border="horizontal", alt=f"What each function makes of {before}")
        st.caption("What each of them makes of the marked number, and of the lowest and the highest of the map.")


def _counts(effect: Effect) -> str:
    """How many numbers it changed."""
    total = effect.before.size
    negative = f"{effect.negative:,} of {count(total, 'number')} are below zero ({percent(effect.negative / total, 0)})"
    if effect.function == "relu":
        return f"{negative}: ReLU sets them to zero, and the other {effect.unchanged:,} stay what they are."
    kept = "none is" if not effect.silenced else f"{effect.silenced:,} are"
    return f"{negative}; {kept} set to zero, and {effect.unchanged:,} stay exactly what they are."


def _size(effect: Effect) -> str:
    """What the layer does to the volume, as every network's summary says it."""
    height, width = effect.before.shape
    layer = Activation.model_validate({"function": effect.function})
    (step,) = walk(Architecture(name="activation", input=Volume(width, height, 1), layers=(layer,)))
    return f"{step.before} goes in and {step.after} comes out, with {count(step.parameters, 'parameter')} to learn."
