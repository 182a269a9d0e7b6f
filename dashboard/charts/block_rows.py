"""Where the blocks of a network stand: in as many rows as are needed, each with room for its label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.charts.blocks import Block

GAP = 3.0
LEAST_WIDTH = 2.7  # of a row, in heights of the tallest volume


@dataclass(frozen=True)
class Slot:
    """Where a block stands in its row: its left edge and the middle of its room, and the width of one unit."""

    left: float
    centre: float
    unit: float


@dataclass(frozen=True)
class Row:
    """Some of the blocks, beside each other: the place of the first among all, and where each one stands.

    middle: the height of their middle; tallest: the height of the tallest volume of the network.
    """

    first: int
    blocks: tuple[Block, ...]
    slots: tuple[Slot, ...]
    middle: float
    tallest: float

    @property
    def last(self) -> int:
        """The place of its last block among all."""
        return self.first + len(self.blocks) - 1


def rows_of(blocks: tuple[Block, ...], most: int, tallest: float, step: float) -> Iterator[Row]:
    """Rows of at most so many blocks, filled evenly, each ``step`` below the one before."""
    count = -(-len(blocks) // most)
    length = -(-len(blocks) // count)
    for number, first in enumerate(range(0, len(blocks), length)):
        row = blocks[first : first + length]
        yield Row(first, row, tuple(_slots(row, LEAST_WIDTH * tallest)), -number * step, tallest)


def _slots(row: tuple[Block, ...], least_width: float) -> Iterator[Slot]:
    """Room for each block by its width, but never too little for its label; a few blocks do not fill the row."""
    own = [block.thickness + block.leaning for block in row]
    least = 0.9 * sum(width + GAP for width in own) / len(own)
    rooms = [max(width + GAP, least) for width in own]
    unit, start = 1 / max(sum(rooms), least_width), 0.0
    for width, room in zip(own, rooms, strict=True):
        yield Slot((start + (room - width) / 2) * unit, (start + room / 2) * unit, unit)
        start += room
