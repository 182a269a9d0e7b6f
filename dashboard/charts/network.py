"""A network as a row of blocks: every volume to scale, feature learning and classification in two colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cnn.model.layers import describe
from cnn.model.step import Step
from cnn.model.volume import Volume
from dashboard import theme
from dashboard.charts.block_rows import Row, Slot, rows_of
from dashboard.charts.blocks import CLASSIFYING, IMPOSSIBLE, INPUT, LEARNING, Block, picture_of
from dashboard.charts.shortcuts import ROOM, bracket
from dashboard.charts.strokes import outline, words

MOST_IN_A_ROW = 11
UNIT_PX = 83  # of the tallest volume
ROW_STEP, ABOVE, BELOW, MOST_HEIGHT = 2.7, 0.8, 0.8, 1.55  # in heights of the tallest volume
LEAST_TALLEST = 1.0

COLOURS = {INPUT: theme.CATEGORICAL[5], LEARNING: theme.BLUE, CLASSIFYING: theme.ORANGE}


@dataclass(frozen=True)
class Point:
    """A place in a figure, and what is told of it, in lines."""

    x: float
    y: float
    story: str


@dataclass(frozen=True)
class Figure:
    """A drawing whose x goes from 0 to 1 over the width there is, and whose y goes up, ``unit_px`` pixels a unit.

    legend: names with their colours. shapes, words: as ``strokes.py`` describes them. points: what is told under the
    pointer.
    """

    lowest: float
    highest: float
    unit_px: float
    legend: tuple[tuple[str, str], ...]
    shapes: tuple[dict[str, Any], ...]
    words: tuple[dict[str, Any], ...]
    points: tuple[Point, ...]


def network_figure(
    picture: Volume, steps: Sequence[Step], chosen: str = "", stops_at: str = "", most_in_a_row: int = MOST_IN_A_ROW
) -> Figure:
    """The network from its picture to its last numbers; long ones go on in another row.

    chosen: the layer whose block gets a frame, as it is numbered. stops_at: the one after the last step that cannot be.
    """
    drawn = picture_of(picture, steps, stops_at)
    tallest = max(LEAST_TALLEST, *(block.height for block in drawn.blocks if isinstance(block.shape, Volume)))
    above = ROOM if drawn.shortcuts else 0.0
    rows = list(rows_of(drawn.blocks, most_in_a_row, tallest, (ROW_STEP + above) * tallest))
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
    parts = {block.part for block in drawn.blocks}
    return Figure(
        lowest=rows[-1].middle - 1.5 * tallest,
        highest=(1.25 + above) * tallest,
        unit_px=UNIT_PX / tallest,
        legend=tuple((part, colour) for part, colour in COLOURS.items() if part in parts),
        shapes=tuple(shapes),
        words=tuple(annotations),
        points=tuple(point for row in rows for point in _points(row)),
    )


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


def _points(row: Row) -> Iterator[Point]:
    """The middle of each block, with its story."""
    for block, slot in zip(row.blocks, row.slots, strict=True):
        yield Point(slot.centre, row.middle, block.story)
