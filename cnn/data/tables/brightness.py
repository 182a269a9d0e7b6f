"""Pixels collected block by block until it is known whether they run to 255 or to 1."""

from __future__ import annotations

import numpy as np

from cnn.data.imageset import Images
from cnn.data.tables.cells import PIXEL, refuse_cell
from cnn.data.tables.header import Header
from cnn.data.tables.parsing import Numbers
from cnn.data.tables.text import Block
from cnn.errors import DataError


class Brightness:
    """The pixels of one table as bytes.

    A block with fractions is stored as 0–255 at once; a block of whole numbers as it is, to be multiplied by 255 in the
    end should nothing above 1 have come. Fractions beside numbers above 1 are refused.
    """

    def __init__(self, file: str, header: Header) -> None:
        self._file, self._header = file, header
        self._blocks: list[tuple[Images, bool]] = []  # with whether the block is still to be scaled
        self._first_fraction: DataError | None = None
        self._highest = 0
        self._saw_decimals = False

    def add(self, block: Block, numbers: Numbers) -> None:
        """Take the pixels of ``block``; raises DataError where one is none."""
        pixels = numbers.pixels
        if pixels.dtype == np.uint8:
            self._add_whole(np.asarray(pixels, np.uint8))
            return
        outside = ~((pixels >= 0) & (pixels <= 255))  # so written, NaN is outside
        if outside.any():
            raise self._refusal(block, outside)
        fractions = pixels != np.rint(pixels)
        if not fractions.any():
            self._saw_decimals = True
            self._add_whole(pixels.astype(np.uint8))
            return
        if self._highest > 1 or pixels.max() > 1:
            raise self._refusal(block, fractions)
        if self._first_fraction is None:
            self._first_fraction = self._refusal(block, fractions)
        self._blocks.append((np.rint(pixels * 255).astype(np.uint8), False))

    def notices(self) -> tuple[str, ...]:
        """What was assumed about the pixels."""
        if self._is_to_one:
            return ("All pixels are within 0 to 1: they were multiplied by 255.",)
        if self._saw_decimals:
            return ("Numbers with a decimal point (12.0) were read as the whole numbers they equal.",)
        return ()

    def images(self) -> Images:
        """All pixels as uint8 (N, 1, H, W); call it once, for the blocks are given up on the way to save memory."""
        side_px = self._header.side_px
        images = np.empty((sum(len(block) for block, _ in self._blocks), 1, side_px, side_px), np.uint8)
        flat, end = images.reshape(len(images), -1), len(images)
        while self._blocks:
            pixels, to_scale = self._blocks.pop()
            factor = np.uint8(255 if to_scale and self._is_to_one else 1)
            np.multiply(pixels, factor, out=flat[end - len(pixels) : end])
            end -= len(pixels)
        return images

    @property
    def _is_to_one(self) -> bool:
        return self._highest == 1 or self._first_fraction is not None

    def _add_whole(self, pixels: Images) -> None:
        self._highest = max(self._highest, int(pixels.max(initial=0)))
        if self._highest > 1 and self._first_fraction is not None:
            raise self._first_fraction
        self._blocks.append((pixels, True))

    def _refusal(self, block: Block, wrong: np.typing.NDArray[np.bool_]) -> DataError:
        row = int(wrong.any(axis=1).argmax())
        column = min(self._header.pixels[place] for place in np.flatnonzero(wrong[row]))
        return refuse_cell(self._file, block, self._header, row, column, PIXEL)
