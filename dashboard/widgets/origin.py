"""Why a number of a layer is what it is: where it looks, and the sum that made it."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn.inside.origin import Activated, Cell, Joined, Normalised, Origin, Pooled, Unchanged, WeightedSum
from cnn.inside.passage import Passage
from cnn.model.layers import Activation, describe
from cnn.model.step import Step
from cnn.model.volume import Volume
from dashboard.charts import origin as charts
from dashboard.charts.cells import number
from dashboard.charts.mosaic import Picture
from dashboard.widgets.pick_cell import show_to_click
from dashboard.widgets.sheet import show_sheet
from dashboard.words import count


def show_origin(passage: Passage, place: int, cell: Cell, origin: Origin, picture: Picture) -> None:
    """The patch of the picture, the number in its map, and how it was computed."""
    step, numbers = passage.steps[place], passage.outputs[place]
    st.markdown(f"**{_where(step, cell)}:** {in_words(origin)}")
    with st.container(horizontal=True):
        down, across = patch_of(step, cell, picture)
        size = f"{across[1] - across[0]}×{down[1] - down[0]}"
        patch = charts.patch_figure(picture, down, across, f"It sees {size} pixels")
        words = f"The patch it sees: rows {down[0]} to {down[1] - 1}, columns {across[0]} to {across[1] - 1}"
        show_sheet(patch, words, "patch")
        if numbers.ndim == 3:
            title = f"Map {cell[0] + 1}"
            figure = charts.map_figure(numbers[cell[0]].astype(np.float64), cell, title)
            show_to_click(figure, f"{title}, row {cell[1]}, column {cell[2]} framed", "chosen_map")
        if isinstance(origin, WeightedSum):
            figure = charts.sum_figure(origin, sees_pixels=place == 0)
            show_sheet(figure, _sum_alt(origin), "sum")
        if isinstance(origin, Pooled):
            figure = charts.window_figure(origin)
            show_sheet(figure, in_words(origin), "window")


def patch_of(step: Step, cell: Cell, picture: Picture) -> tuple[charts.Side, charts.Side]:
    """The rows and the columns of the picture on which a number depends: all of them for a unit of a flat layer."""
    height, width = picture.shape[:2]
    if step.field is None:
        return (0, height), (0, width)
    return step.field.patch(cell[1], height), step.field.patch(cell[2], width)


def in_words(origin: Origin) -> str:
    """How a number came about, in a sentence that ends with it."""
    total = f"**{number(origin.total)}**"
    match origin:
        case WeightedSum():
            return _sum(origin)
        case Pooled():
            numbers = count(int(np.isfinite(origin.window).sum()), "number")
            return f"the {'largest' if origin.takes_largest else 'mean'} of {numbers} is {total}."
        case Activated():
            name = describe(Activation.model_validate({"function": origin.function}))
            return f"{name} of {number(origin.before)} is {total}."
        case Normalised():
            return (
                f"({number(origin.before)} − {number(origin.mean)}) / √({number(origin.variance)} + "
                f"{origin.epsilon:g}) · {number(origin.scale)} + {number(origin.shift)} = {total}, with mean and "
                "variance as training measured them, scale and shift as it learned them."
            )
        case Unchanged():
            map_number, row, column = origin.cell
            return f"it is the number in row {row}, column {column} of map {map_number + 1}, unchanged: {total}."
        case Joined():
            branch, shortcut = number(origin.branch), number(origin.shortcut)
            return f"the layers inside give {branch}, the shortcut adds {shortcut}: {total}."
    raise TypeError(f"no words for {origin!r}")


def _sum(origin: WeightedSum) -> str:
    """The products of a weighted sum, the maps that count most where there are several, and the bias."""
    total = f"**{number(origin.total)}**"
    products = count(origin.products.size, "product")
    if not origin.bias and len(origin.sums) == 1:
        return f"{products} add up to {total}."
    parts = []
    if len(origin.sums) > 1:
        most, least = int(origin.sums.argmax()), int(origin.sums.argmin())
        first = origin.first_map + 1
        parts = [
            f"map {most + first} gives most of it, {number(origin.sums[most])}, "
            f"map {least + first} least, {number(origin.sums[least])}"
        ]
    if not origin.bias:
        return f"{products} add up to {total}; {parts[0]}."
    added = f"{products} add up to {number(float(origin.products.sum()))}"
    return f"{'; '.join([added, *parts])}. With the bias {number(origin.bias)} it is {total}."


def _sum_alt(origin: WeightedSum) -> str:
    depth, height, width = origin.inputs.shape
    return f"Inputs, weights and products, {width}×{height}×{depth} each: {_sum(origin)}".replace("*", "")


def _where(step: Step, cell: Cell) -> str:
    if isinstance(step.after, Volume):
        return f"Row {cell[1]}, column {cell[2]} of map {cell[0] + 1}"
    return f"Unit {cell[0] + 1}"
