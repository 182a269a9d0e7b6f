"""One picture as a person gets it and as a row of numbers; what sharing filters saves."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

import numpy as np
import plotly.graph_objects as go

from cnn.data.imageset import Images
from cnn.data.neighbourhood import Neighbourhood
from cnn.model.comparison import parameters_if_dense
from cnn.model.layers import Conv
from cnn.model.step import Step
from dashboard import theme
from dashboard.charts.cells import Colours, Place, Sheet

PICTURE_PX, VECTOR_HEIGHT_PX = 250, 130
WHOLE = Place(1, 0.0, 1.0, 0.0, 0.9)
MARK = theme.CATEGORICAL[3]


def picture_figure(image: Images, title: str, around: Neighbourhood | None = None) -> go.Figure:
    """One channel (H, W) as a picture; a pixel is framed and its neighbours, wherever they are."""
    sheet = Sheet()
    numbers = image.astype(np.float64)
    sheet.cells(WHOLE, numbers, Colours(theme.ink(), 0, 255), title)
    if around:
        sheet.touch(WHOLE, numbers, "row %{y}, column %{x}: %{customdata}", PICTURE_PX / max(image.shape))
        for place, colour in _marked(around):
            row, column = around.cell(place)
            sheet.outline(WHOLE, (column, row, 1, 1), colour, 3)
    return sheet.figure(PICTURE_PX, PICTURE_PX)


def vector_figure(image: Images, around: Neighbourhood | None = None) -> go.Figure:
    """One channel (H, W) read out row after row: what a fully connected layer gets; marks above and below a pixel."""
    numbers = image.reshape(1, -1)
    cells = {
        "type": "heatmap",
        "z": numbers,
        "colorscale": theme.ink(),
        "zmin": 0,
        "zmax": 255,
        "showscale": False,
        "hovertemplate": "number %{x}: %{z}<extra></extra>",
    }
    marks = [
        {"type": "line", "x0": at, "x1": at, "y0": low, "y1": low + 0.28, "line": {"color": colour, "width": 3}}
        for at, colour in (_marked(around) if around else ())
        for low in (0.5, -0.78)
    ]
    across = {"title": {"text": f"place in the vector, 0 to {numbers.size - 1:,}"}, "showgrid": False}
    layout = {
        "xaxis": {**across, "fixedrange": True},
        "yaxis": {"visible": False, "fixedrange": True, "range": [-0.8, 0.8]},
        "shapes": marks,
        "height": VECTOR_HEIGHT_PX,
        "margin": {"l": 0, "r": 0, "t": 4, "b": 48},
    }
    return go.Figure({"data": [cells], "layout": layout})


def _marked(around: Neighbourhood) -> list[tuple[int, str]]:
    """The places of the neighbours and, last and so on top, of the pixel itself, each with its colour."""
    return [*((place, theme.BLUE) for place in around.neighbours.values()), (around.place, MARK)]


def saving_figure(steps: Sequence[Step]) -> go.Figure:
    """Each convolution's parameters beside those of a fully connected layer with the same input and output."""
    convolutions = [step for step in steps if isinstance(step.layer, Conv)]
    names = [f"{step.before} → {step.after}" for step in convolutions]
    figure = go.Figure()
    for title, colour, amounts in (
        ("convolution", theme.BLUE, [step.parameters for step in convolutions]),
        ("fully connected", theme.ORANGE, [parameters_if_dense(step) for step in convolutions]),
    ):
        figure.add_bar(
            y=names,
            x=amounts,
            name=title,
            orientation="h",
            marker_color=colour,
            text=[f"{amount:,}" for amount in amounts],
            textposition="auto",
            hovertemplate=f"%{{y}}, {title}: %{{x:,}} parameters<extra></extra>",
        )
    most = max(map(parameters_if_dense, convolutions), default=1)
    figure.update_xaxes(type="log", title="parameters, log scale", range=[0, 1.03 * log10(most)], dtick=2)
    figure.update_yaxes(autorange="reversed")
    figure.update_layout(
        height=230,
        dragmode=False,
        margin={"l": 0, "r": 0, "t": 28, "b": 0},
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
    )
    return figure


def saving_in_words(steps: Sequence[Step]) -> str:
    """The same for those who do not see it."""
    return "; ".join(
        f"{step.before} to {step.after}: {step.parameters:,} parameters as a convolution, "
        f"{parameters_if_dense(step):,} fully connected"
        for step in steps
        if isinstance(step.layer, Conv)
    )
