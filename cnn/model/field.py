"""The receptive field: the patch of the input picture on which one number of a layer depends."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """Where the numbers of a layer look, along one side of the picture (Dumoulin, Visin 2016; Araujo 2019).

    size_px: how wide the patch of one number is. jump_px: how far apart the patches of two neighbours are.
    first_px: where the patch of the first number begins; below zero where it reaches into the padding.
    The default is that of the picture itself.
    """

    size_px: int = 1
    jump_px: int = 1
    first_px: int = 0

    def through(self, size_px: int, stride_px: int, padding_px: int = 0) -> Field:
        """The field after one more layer: a window that reaches over F pixels and moves by stride S over padding P."""
        return Field(
            self.size_px + (size_px - 1) * self.jump_px,
            self.jump_px * stride_px,
            self.first_px - padding_px * self.jump_px,
        )

    def together_with(self, other: Field) -> Field:
        """The field of the sum of two layers' numbers: as far as either of them looks."""
        first_px = min(self.first_px, other.first_px)
        behind_px = max(field.first_px + field.size_px for field in (self, other))
        return Field(behind_px - first_px, max(self.jump_px, other.jump_px), first_px)

    def patch(self, place: int, side_px: int) -> tuple[int, int]:
        """First pixel, and first one behind it, of the patch of the number at ``place`` in a picture ``side_px`` wide.

        Cut off at the borders; empty (both the same) where it lies in the padding alone.
        """
        start = self.first_px + place * self.jump_px
        first = min(max(0, start), side_px)
        return first, max(first, min(side_px, start + self.size_px))
