"""The ways past residual blocks: dotted brackets above the blocks, ending in a sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import theme
from dashboard.charts.block_rows import Row
from dashboard.charts.blocks import Shortcut
from dashboard.charts.strokes import outline, words

FOOT, RISE, ROOM = 1.27, 0.17, 0.4  # where a bracket stands, how it rises, what it needs: in heights of the tallest
BESIDE = 0.01  # how far beside the middle of a block it starts and ends, as a share of the row


@dataclass(frozen=True)
class _Piece:
    """As much of a shortcut as lies over one row: from where to where, and whether it begins and ends there."""

    row: Row
    start: float
    end: float
    begins: bool
    ends: bool

    @property
    def foot(self) -> float:
        return self.row.middle + FOOT * self.row.tallest

    @property
    def top(self) -> float:
        return self.foot + RISE * self.row.tallest


def bracket(shortcut: Shortcut, rows: Sequence[Row]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Its lines, one a row that it lies over, and its words: the sum, and the layer on the way."""
    pieces = list(_pieces(shortcut, rows))
    line = {"color": theme.text(), "width": 1.5, "dash": "dot"}
    lines = [{**outline(_corners(piece), ending=""), "line": line} for piece in pieces]
    longest, last = max(pieces, key=lambda piece: piece.end - piece.start), pieces[-1]
    said = [words(last.end, last.foot, "⊕", "middle")]
    if shortcut.through:
        said.append(words((longest.start + longest.end) / 2, longest.top, shortcut.through, "middle"))
    return lines, [{**word, "bgcolor": theme.ground()} for word in said]


def _pieces(shortcut: Shortcut, rows: Sequence[Row]) -> Iterator[_Piece]:
    for row in rows:
        if shortcut.start <= row.last and shortcut.end >= row.first:
            begins, ends = shortcut.start >= row.first, shortcut.end <= row.last
            start = row.slots[shortcut.start - row.first].centre + BESIDE if begins else 0.0
            end = row.slots[shortcut.end - row.first].centre - BESIDE if ends else 1.0
            yield _Piece(row, start, end, begins, ends)


def _corners(piece: _Piece) -> Iterator[tuple[float, float]]:
    if piece.begins:
        yield piece.start, piece.foot
    yield piece.start, piece.top
    yield piece.end, piece.top
    if piece.ends:
        yield piece.end, piece.foot
