"""A pixel and its neighbours: near in the picture, and where in the vector?"""

from __future__ import annotations

from dataclasses import dataclass

from cnn.data.permutation import shuffled_places


@dataclass(frozen=True)
class Neighbourhood:
    """A pixel of a picture (H, W) and those left, right, above and below it that there are.

    is_shuffled: whether all pixels were moved by ``shuffle_pixels``.
    """

    height: int
    width: int
    row: int
    column: int
    is_shuffled: bool = False

    @property
    def place(self) -> int:
        """Where the pixel lies in the vector, from 0."""
        return self._place(self.row, self.column)

    @property
    def neighbours(self) -> dict[str, int]:
        """Where its neighbours lie in the vector, by their direction."""
        beside = {
            "left": (self.row, self.column - 1),
            "right": (self.row, self.column + 1),
            "above": (self.row - 1, self.column),
            "below": (self.row + 1, self.column),
        }
        return {
            name: self._place(row, column)
            for name, (row, column) in beside.items()
            if 0 <= row < self.height and 0 <= column < self.width
        }

    def cell(self, place: int) -> tuple[int, int]:
        """Row and column, in the picture as it is shown, of a place in the vector."""
        return divmod(place, self.width)

    def _place(self, row: int, column: int) -> int:
        place = row * self.width + column
        return int(shuffled_places(self.height * self.width)[place]) if self.is_shuffled else place
