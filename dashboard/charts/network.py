"""A network as a row of blocks: every volume to scale, feature learning and classification in two colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from cnn.model.layers import describe
from cnn.model.shapes import Step
from cnn.model.volume import Volume
from dashboard import theme
from dashboard.charts.blocks import CLASSIFYING, INPUT, LEARNING, Block, blocks_of

MOST_IN_A_ROW = 11
ROW_HEIGHT_PX = 225
ROW_STEP, ABOVE, BELOW, MOST_HEIGHT = 2.7, 0.8, 0.8, 1.55  # in heights of the tallest volume
GAP = 3.0

COLOURS = {INPUT: theme.CATEGORICAL[5], LEARNING: theme.BLUE, CLASSIFYING: theme.ORANGE}


def network_figure(picture: Volume, steps: Sequence[Step]) -> go.Figure:
    """The network from its picture to its last numbers; long ones go on in another row."""
    blocks = blocks_of(picture, steps)
    rows = list(_rows(blocks))
    tallest = max(block.height for block in blocks if isinstance(block.shape, Volume))
    parts = [part for part in COLOURS if any(block.part == part for block in blocks)]
    traces, shapes, annotations = [_legend_entry(part) for part in parts], [], []
    for number, row in enumerate(rows):
        middle = -number * ROW_STEP * tallest
        places = list(_places(row))
        traces.append(_pointer(row, places, middle))
        for block, place in zip(row, places, strict=True):
            shapes += _faces(block, place, middle, min(block.height, MOST_HEIGHT * tallest))
            annotations.append(_words(place.centre, middle - BELOW * tallest, block.label, "top"))
            annotations.append(_words(place.centre, middle + ABOVE * tallest, block.made_by, "bottom"))
    lowest = -ROW_STEP * tallest * (len(rows) - 1) - 1.5 * tallest
    still = {"visible": False, "fixedrange": True}
    legend = {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "itemclick": False, "itemdoubleclick": False}
    layout = {
        "height": 32 + ROW_HEIGHT_PX * len(rows),
        "margin": {"l": 0, "r": 0, "t": 28, "b": 0},
        "xaxis": {**still, "range": [0, 1]},
        "yaxis": {**still, "range": [lowest, 1.25 * tallest]},
        "legend": legend,
        "hovermode": "closest",
        "shapes": shapes,
        "annotations": annotations,
    }
    return go.Figure({"data": traces, "layout": layout})


def in_words(picture: Volume, steps: Sequence[Step]) -> str:
    """The same for those who do not see it."""
    chain = ", ".join(f"{describe(step.layer)} gives {step.after}" for step in steps)
    return f"The network from left to right: picture {picture}, {chain}"


def _rows(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """As many rows as are needed, filled evenly."""
    rows = -(-len(blocks) // MOST_IN_A_ROW)
    length = -(-len(blocks) // rows)
    for start in range(0, len(blocks), length):
        yield blocks[start : start + length]


@dataclass(frozen=True)
class _Slot:
    """Where a block stands in its row: its left edge and the middle of its room, and the width of one unit."""

    left: float
    centre: float
    unit: float


def _places(row: tuple[Block, ...]) -> Iterator[_Slot]:
    """Room for each block by its width, but never too little for its label."""
    own = [block.thickness + block.leaning for block in row]
    least = 0.9 * sum(width + GAP for width in own) / len(own)
    rooms = [max(width + GAP, least) for width in own]
    unit, start = 1 / sum(rooms), 0.0
    for width, room in zip(own, rooms, strict=True):
        yield _Slot((start + (room - width) / 2) * unit, (start + room / 2) * unit, unit)
        start += room


def _faces(block: Block, place: _Slot, middle: float, height: float) -> list[dict[str, Any]]:
    """The front of a block, and its top and side leaning away."""
    up, left = block.leaning, place.left
    right, away = left + block.thickness * place.unit, block.leaning * place.unit
    bottom, top = middle - (height + up) / 2, middle + (height - up) / 2
    faces = (
        (1.0, ((left, bottom), (right, bottom), (right, top), (left, top))),
        (0.55, ((left, top), (right, top), (right + away, top + up), (left + away, top + up))),
        (0.75, ((right, bottom), (right + away, bottom + up), (right + away, top + up), (right, top))),
    )
    return [
        {
            "type": "path",
            "path": "M " + " L ".join(f"{x:.5f},{y:.3f}" for x, y in corners) + " Z",
            "fillcolor": COLOURS[block.part],
            "opacity": strength,
            "line": {"color": theme.ground(), "width": 1},
        }
        for strength, corners in (faces if up else faces[:1])
    ]


def _legend_entry(part: str) -> dict[str, Any]:
    marker = {"symbol": "square", "size": 12, "color": COLOURS[part]}
    return {"type": "scatter", "x": [None], "y": [None], "mode": "markers", "name": part, "marker": marker}


def _pointer(row: tuple[Block, ...], places: list[_Slot], middle: float) -> dict[str, Any]:
    """Points that are not seen, and tell the story of the block they lie on."""
    return {
        "type": "scatter",
        "x": [place.centre for place in places],
        "y": [middle] * len(row),
        "mode": "markers",
        "marker": {"size": 36, "opacity": 0},
        "customdata": [block.story for block in row],
        "hovertemplate": "%{customdata}<extra></extra>",
        "showlegend": False,
    }


def _words(x: float, y: float, text: str, anchor: str) -> dict[str, Any]:
    font = {"size": 11, "color": theme.text()}
    return {"x": x, "y": y, "xanchor": "center", "yanchor": anchor, "text": text, "font": font, "showarrow": False}
