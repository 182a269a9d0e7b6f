"""A network as a row of blocks: every volume to scale, feature learning and classification in two colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from cnn.model.layers import describe
from cnn.model.step import Step
from cnn.model.volume import Volume
from dashboard import theme
from dashboard.charts.blocks import CLASSIFYING, IMPOSSIBLE, INPUT, LEARNING, Block, Shortcut, picture_of

MOST_IN_A_ROW = 11
HEADER_PX, UNIT_PX = 32, 83  # of the legend, and of the tallest volume
ROW_STEP, ABOVE, BELOW, MOST_HEIGHT = 2.7, 0.8, 0.8, 1.55  # in heights of the tallest volume
BRACKET = 0.32  # the height of a shortcut above its row, and of the words on it
FOOT = 1.2  # where a shortcut stands, above the words over the blocks
BESIDE = 0.01  # how far beside the middle of a block a shortcut starts and ends, as a share of the row
GAP = 3.0
LEAST_TALLEST = 1.0
LEAST_WIDTH = 2.7  # of a row, in heights of the tallest volume

COLOURS = {INPUT: theme.CATEGORICAL[5], LEARNING: theme.BLUE, CLASSIFYING: theme.ORANGE}


@dataclass(frozen=True)
class _Slot:
    """Where a block stands in its row: its left edge and the middle of its room, and the width of one unit."""

    left: float
    centre: float
    unit: float


@dataclass(frozen=True)
class _Row:
    """Some of the blocks, beside each other: the place of the first among all, and where each one stands.

    middle: the height of their middle; tallest: the height of the tallest volume of the network.
    """

    first: int
    blocks: tuple[Block, ...]
    slots: tuple[_Slot, ...]
    middle: float
    tallest: float


def network_figure(
    picture: Volume, steps: Sequence[Step], chosen: str = "", stops_at: str = "", most_in_a_row: int = MOST_IN_A_ROW
) -> go.Figure:
    """The network from its picture to its last numbers; long ones go on in another row.

    chosen: the layer whose block gets a frame, as it is numbered. stops_at: the one after the last step that cannot be.
    """
    drawn = picture_of(picture, steps, stops_at)
    tallest = max(LEAST_TALLEST, *(block.height for block in drawn.blocks if isinstance(block.shape, Volume)))
    bracket = BRACKET if drawn.shortcuts else 0.0
    rows = list(_rows(drawn.blocks, most_in_a_row, tallest, (ROW_STEP + bracket) * tallest))
    parts = [part for part in COLOURS if any(block.part == part for block in drawn.blocks)]
    traces = [*map(_legend_entry, parts), *map(_pointer, rows)]
    shapes, annotations = [], []
    for row in rows:
        for block, slot in zip(row.blocks, row.slots, strict=True):
            shapes += _faces(block, slot, row, is_chosen=chosen in block.layers)
            annotations.append(_words(slot.centre, row.middle - BELOW * tallest, block.label, "top"))
            annotations.append(_words(slot.centre, row.middle + ABOVE * tallest, block.made_by, "bottom"))
        for shortcut in drawn.shortcuts:
            shapes += _bracket(shortcut, row)
            annotations += _on_bracket(shortcut, row)
    lowest, highest = rows[-1].middle - 1.5 * tallest, (1.25 + bracket) * tallest
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


def _rows(blocks: tuple[Block, ...], most: int, tallest: float, step: float) -> Iterator[_Row]:
    """As many rows as are needed, filled evenly."""
    count = -(-len(blocks) // most)
    length = -(-len(blocks) // count)
    for number, first in enumerate(range(0, len(blocks), length)):
        row = blocks[first : first + length]
        yield _Row(first, row, tuple(_slots(row, LEAST_WIDTH * tallest)), -number * step, tallest)


def _slots(row: tuple[Block, ...], least_width: float) -> Iterator[_Slot]:
    """Room for each block by its width, but never too little for its label; a few blocks do not fill the row."""
    own = [block.thickness + block.leaning for block in row]
    least = 0.9 * sum(width + GAP for width in own) / len(own)
    rooms = [max(width + GAP, least) for width in own]
    unit, start = 1 / max(sum(rooms), least_width), 0.0
    for width, room in zip(own, rooms, strict=True):
        yield _Slot((start + (room - width) / 2) * unit, (start + room / 2) * unit, unit)
        start += room


def _faces(block: Block, slot: _Slot, row: _Row, *, is_chosen: bool) -> list[dict[str, Any]]:
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
        return [
            {"type": "path", "path": _path(faces[0][1], "Z"), "line": {**line, "color": theme.text(), "dash": "dash"}}
        ]
    fill = {"type": "path", "fillcolor": COLOURS[block.part], "line": line}
    return [
        {**fill, "path": _path(corners, "Z"), "opacity": strength} for strength, corners in (faces if up else faces[:1])
    ]


def _bracket(shortcut: Shortcut, row: _Row) -> list[dict[str, Any]]:
    """The way past a residual block over a row, as far as it lies there; it goes on over the next."""
    within = _within(shortcut, row)
    if within is None:
        return []
    start, end, starts, ends = within
    foot, top = row.middle + FOOT * row.tallest, row.middle + (FOOT + BRACKET / 2) * row.tallest
    corners = [*([(start, foot)] if starts else []), (start, top), (end, top), *([(end, foot)] if ends else [])]
    line = {"color": theme.text(), "width": 1.5, "dash": "dot"}
    return [{"type": "path", "path": _path(corners), "line": line}]


def _on_bracket(shortcut: Shortcut, row: _Row) -> list[dict[str, Any]]:
    """The sum where it ends, and there the layer on the way in its middle."""
    within = _within(shortcut, row)
    if within is None or not within[3]:
        return []
    start, end, *_ = within
    foot, top = row.middle + FOOT * row.tallest, row.middle + (FOOT + BRACKET / 2) * row.tallest
    words = [(end, foot, "⊕"), ((start + end) / 2, top, shortcut.through)]
    return [{**_words(x, y, text, "middle"), "bgcolor": theme.ground()} for x, y, text in words if text]


def _within(shortcut: Shortcut, row: _Row) -> tuple[float, float, bool, bool] | None:
    """Where a shortcut runs over a row, and whether it begins and ends there; None where it does not touch it."""
    last = row.first + len(row.blocks) - 1
    if shortcut.end < row.first or shortcut.start > last:
        return None
    starts, ends = shortcut.start >= row.first, shortcut.end <= last
    start = row.slots[shortcut.start - row.first].centre + BESIDE if starts else 0.0
    end = row.slots[shortcut.end - row.first].centre - BESIDE if ends else 1.0
    return start, end, starts, ends


def _path(corners: Sequence[tuple[float, float]], ending: str = "") -> str:
    return f"M {' L '.join(f'{x:.5f},{y:.3f}' for x, y in corners)} {ending}".rstrip()


def _legend_entry(part: str) -> dict[str, Any]:
    marker = {"symbol": "square", "size": 12, "color": COLOURS[part]}
    return {"type": "scatter", "x": [None], "y": [None], "mode": "markers", "name": part, "marker": marker}


def _pointer(row: _Row) -> dict[str, Any]:
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


def _words(x: float, y: float, text: str, anchor: str) -> dict[str, Any]:
    font = {"size": 11, "color": theme.text()}
    return {"x": x, "y": y, "xanchor": "center", "yanchor": anchor, "text": text, "font": font, "showarrow": False}
