"""A picture on its way through a network: a column for each layer, with its first feature maps."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

import plotly.graph_objects as go

from cnn.inside.passage import Numbers, Passage
from cnn.model.layers import Activation, AvgPool, Conv, Dropout, MaxPool, Spec, describe
from cnn.model.step import Step
from cnn.model.volume import Shape, Volume
from dashboard import theme
from dashboard.charts.cells import largest
from dashboard.charts.mosaic import Mosaic, Picture, Tile, folded, signed_picture

MOST_IN_A_ROW = 14
COLUMN_PX, MAP_PX, GAP_PX = 60, 44, 4
MAPS, MAPS_OF_LONG_ONES = 5, 3
ABOVE_PX, BELOW_PX = 46, 54
MOST_NAMED = 12
MARK = theme.CATEGORICAL[3]

SHORT = {
    "conv": "conv",
    "max_pool": "max",
    "avg_pool": "mean",
    "global_pool": "global<br>mean",
    "batch_norm": "batch<br>norm",
    "flatten": "flat",
    "dense": "FC",
    "residual": "residual",
}


def flow_figure(passage: Passage, picture: Picture, chosen: int, class_names: Sequence[str]) -> go.Figure:
    """All layers but those that do nothing when a network reads; ``chosen`` is the place of one in ``passage.steps``.

    picture: uint8 (h, w, 3), what went in, as it is shown. class_names: what the last layer's numbers stand for.
    A click on a column gives its number among ``columns``.
    """
    places = columns(passage.steps)
    rows = ceil((len(places) + 1) / MOST_IN_A_ROW)
    across = ceil((len(places) + 1) / rows)
    maps = MAPS if rows == 1 else MAPS_OF_LONG_ONES
    row_px = ABOVE_PX + maps * (MAP_PX + GAP_PX) + BELOW_PX
    sheet = Mosaic(COLUMN_PX * across, row_px * rows)
    rooms = []
    for number, place in enumerate([None, *places]):
        row, column = divmod(number, across)
        left, top = column * COLUMN_PX + (COLUMN_PX - MAP_PX) / 2, row * row_px + ABOVE_PX
        room = Tile(left, top, MAP_PX, maps * (MAP_PX + GAP_PX))
        if place is None:
            sheet.lay(Tile(left, top, MAP_PX, MAP_PX), picture)
            _label(sheet, room, "picture", passage.steps[0].before)
            continue
        rooms.append(room)
        step = passage.steps[place]
        _lay_numbers(sheet, room, passage.outputs[place], maps)
        _label(sheet, room, _short(step.layer), step.after)
        if place == chosen:
            sheet.frame(Tile(left - 5, top - 5, MAP_PX + 10, room.height + 6), MARK, 3)
    _name_numbers(sheet, rooms[-1], class_names)
    return sheet.figure(rooms, [_tip(passage.steps[place]) for place in places])


def columns(steps: Sequence[Step]) -> list[int]:
    """The places in ``steps`` of the layers that are drawn."""
    return [place for place, step in enumerate(steps) if not isinstance(step.layer, Dropout)]


def in_words(passage: Passage) -> str:
    """The same for those who do not see it."""
    volumes = ", ".join(f"{_short(step.layer).replace('<br>', ' ')} {step.after}" for step in passage.steps)
    return f"The picture {passage.steps[0].before} on its way through the layers: {volumes}"


def _lay_numbers(sheet: Mosaic, room: Tile, numbers: Numbers, maps: int) -> None:
    """The first maps of a volume below each other, or a vector folded into one block."""
    end = largest(numbers)
    if numbers.ndim == 3:
        for number, feature_map in enumerate(numbers[:maps]):
            tile = Tile(room.left, room.top + number * (MAP_PX + GAP_PX), MAP_PX, MAP_PX)
            sheet.lay(tile, signed_picture(feature_map, end))
        return
    wide = 1 if len(numbers) <= MOST_NAMED else ceil(sqrt(len(numbers) * room.width / room.height))
    block = signed_picture(folded(numbers, wide), end)
    sheet.lay(Tile(room.left, room.top, MAP_PX, room.height - GAP_PX), block)


def _name_numbers(sheet: Mosaic, room: Tile, names: Sequence[str]) -> None:
    """Write the classes on the numbers of the last layer, where there is room."""
    if len(names) <= MOST_NAMED:
        each = (room.height - GAP_PX) / len(names)
        for number, name in enumerate(names):
            sheet.words(room.middle[0], room.top + (number + 0.5) * each, name, size_px=10)


def _label(sheet: Mosaic, room: Tile, name: str, shape: Shape) -> None:
    middle = room.middle[0]
    sheet.words(middle, room.top - 8, name, "bottom")
    size = f"{shape.width}<br>×{shape.height}<br>×{shape.depth}" if isinstance(shape, Volume) else f"{shape.size:,}"
    sheet.words(middle, room.top + room.height + 2, size, "top")


def _short(layer: Spec) -> str:
    """A layer in at most two short lines."""
    if isinstance(layer, Activation):
        return describe(layer).replace(" ", "<br>")
    kind = str(getattr(layer, "kind", ""))
    size = f"<br>{layer.size}×{layer.size}" if isinstance(layer, Conv | MaxPool | AvgPool) else ""
    return f"{SHORT.get(kind, kind)}{size}"


def _tip(step: Step) -> str:
    return f"Layer {step.number}: {describe(step.layer)}<br>{step.before} → {step.after}<br>click to look into it"
