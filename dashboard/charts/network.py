"""A network as a row of blocks: every volume to scale, feature learning and classification in two colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from cnn.model.layers import describe
from cnn.model.step import Step
from cnn.model.volume import Volume
from dashboard import theme
from dashboard.charts.block_rows import Row, Slot, rows_of
from dashboard.charts.blocks import CLASSIFYING, IMPOSSIBLE, INPUT, LEARNING, Block, picture_of
from dashboard.charts.shortcuts import ROOM, bracket
from dashboard.charts.strokes import outline, words

MOST_IN_A_ROW = 11
HEADER_PX, UNIT_PX = 32, 83  # of the legend, and of the tallest volume
ROW_STEP, ABOVE, BELOW, MOST_HEIGHT = 2.7, 0.8, 0.8, 1.55  # in heights of the tallest volume
LEAST_TALLEST = 1.0

COLOURS = {INPUT: theme.CATEGORICAL[5], LEARNING: theme.BLUE, CLASSIFYING: theme.ORANGE}


def network_figure(
    picture: Volume, steps: Sequence[Step], chosen: str = "", stops_at: str = "", most_in_a_row: int = MOST_IN_A_ROW
) -> go.Figure:
    """The network from its picture to its last numbers; long ones go on in another row.

    chosen: the layer whose block gets a frame, as it is numbered. stops_at: the one after the last step that cannot be.
    """
    drawn = picture_of(picture, steps, stops_at)
    tallest = max(LEAST_TALLEST, *(block.height for block in drawn.blocks if isinstance(block.shape, Volume)))
    above = ROOM if drawn.shortcuts else 0.0
    rows = list(rows_of(drawn.blocks, most_in_a_row, tallest, (ROW_STEP + above) * tallest))
    parts = [part for part in COLOURS if any(block.part == part for block in drawn.blocks)]
    traces = [*map(_legend_entry, parts), *map(_pointer, rows)]
    shapes, annotations = [], []
    for row in rows:
        for block, slot in zip(row.blocks, row.slots, strict=True):
            shapes += _faces(block, slot, row, is_chosen=chosen in block.layers)
            annotations.append(words(slot.centre, row.middle - BELOW * tallest, block.label, "top"))
            annotations.append(words(slot.centre, row.middle + ABOVE * tallest, block.made_by, "bottom"))
    for shortcut in drawn.shortcuts:
        lines, said = bracket(shortcut, rows)
        shapes += lines
        annotations += said
    lowest, highest = rows[-1].middle - 1.5 * tallest, (1.25 + above) * tallest
    still = {"visible": False, "fixedrange": True}
    legend = {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "itemclick": False, "itemdoubleclick": False}
    layout = {
        "height": HEADER_PX + UNIT_PX * (highest - lowest) / tallest,
        "margin": {"l": 0, "r": 0, "t": 28, "b": 0},
        "xaxis": {**still, "range": [0, 1]},
        "yaxis": {**still, "range": [lowest, highest]},
        "legend": legend,
        "hovermode": "closest",
        "shapes": shapes,
        "annotations": annotations,
    }
    return go.Figure({"data": traces, "layout": layout})


def in_words(picture: Volume, steps: Sequence[Step]) -> str:
    """The same for those who do not see it."""
    chain = ", ".join(f"{describe(step.layer)} gives {step.after}" for step in steps)
    return f"The network from left to right: picture {picture}, {chain or 'and nothing after it yet'}"


def _faces(block: Block, slot: Slot, row: Row, *, is_chosen: bool) -> list[dict[str, Any]]:
    """The front of a block, and its top and side leaning away."""
    up, left = block.leaning, slot.left
    height = min(block.height, MOST_HEIGHT * row.tallest)
    right, away = left + block.thickness * slot.unit, block.leaning * slot.unit
    bottom, top = row.middle - (height + up) / 2, row.middle + (height - up) / 2
    faces = (
        (1.0, ((left, bottom), (right, bottom), (right, top), (left, top))),
        (0.55, ((left, top), (right, top), (right + away, top + up), (left + away, top + up))),
        (0.75, ((right, bottom), (right + away, bottom + up), (right + away, top + up), (right, top))),
    )
    line = {"color": theme.text(), "width": 2} if is_chosen else {"color": theme.ground(), "width": 1}
    if block.part == IMPOSSIBLE:
        return [{**outline(faces[0][1]), "line": {**line, "color": theme.text(), "dash": "dash"}}]
    fill = {"fillcolor": COLOURS[block.part], "line": line}
    return [{**outline(corners), **fill, "opacity": strength} for strength, corners in (faces if up else faces[:1])]


def _legend_entry(part: str) -> dict[str, Any]:
    marker = {"symbol": "square", "size": 12, "color": COLOURS[part]}
    return {"type": "scatter", "x": [None], "y": [None], "mode": "markers", "name": part, "marker": marker}


def _pointer(row: Row) -> dict[str, Any]:
    """Points that are not seen, and tell the story of the block they lie on."""
    return {
        "type": "scatter",
        "x": [slot.centre for slot in row.slots],
        "y": [row.middle] * len(row.slots),
        "mode": "markers",
        "marker": {"size": 36, "opacity": 0},
        "customdata": [block.story for block in row.blocks],
        "hovertemplate": "%{customdata}<extra></extra>",
        "showlegend": False,
    }
