"""Several digits on one page, read in order: line by line, from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from cnn.drawing import Drawing, formed
from cnn.drawing.order import in_lines
from cnn.drawing.page import page_ink
from cnn.drawing.picture import Pixels
from cnn.drawing.pieces import Box, Piece, pieces_of, usual_height
from cnn.drawing.touching import Parts, is_suspect, parts_of
from cnn.reading.familiarity import Witness
from cnn.reading.predict import Predictor, Reading

MARGIN_PX = 2
SPACE = 1.0  # digit heights between two digits that make a space
FOR_A_CUT = 0.5  # what each further digit must bring in log probability: one digit is likelier than two that touch
STRANGE = np.log(0.05)  # what it costs, in log probability, to be nothing like a digit
WIDE, WIDER, WIDEST = 0.95, 3.0, 1.6  # digit heights beyond which a digit is unlikely, how much, and impossible


@dataclass(frozen=True, eq=False)
class Digit:
    """One digit on a page: its box in the picture's pixels, what was read, and whether it was cut off a neighbour."""

    box: Box
    reading: Reading
    is_cut: bool


@dataclass(frozen=True, eq=False)
class Transcript:
    """What networks read on a page, a tuple of digits a line, and the usual height of a digit in pixels."""

    lines: tuple[tuple[Digit, ...], ...]
    tall_px: float
    class_names: tuple[str, ...]

    @property
    def digits(self) -> tuple[Digit, ...]:
        """All of them, in order."""
        return tuple(digit for line in self.lines for digit in line)

    @property
    def text(self) -> str:
        """What is written there; a space where there is one, a line for each line."""
        return "\n".join(self._written(line) for line in self.lines)

    def _written(self, line: tuple[Digit, ...]) -> str:
        words, end = "", None
        for digit in line:
            assert digit.reading.label is not None
            if end is not None and digit.box[1] - end > SPACE * self.tall_px:
                words += " "
            words += self.class_names[digit.reading.label]
            end = digit.box[3]
        return words


def transcribe(predictor: Predictor, pixels: Pixels, witness: Witness | None = None) -> Transcript:
    """Find the digits in a picture, uint8 (h, w), (h, w, 3) or (h, w, 4), and read each.

    witness: helps to tell two digits that touch from one, where there is one. Without any ink there are no lines.
    Raises DrawingError where there are more marks than can be digits.
    """
    ink, factor = page_ink(pixels)
    pieces = pieces_of(ink)
    if not pieces:
        return Transcript((), 0.0, predictor.class_names)
    tall = usual_height(pieces)
    found = [each for piece in pieces for each in _apart(predictor, piece, tall, witness)]
    readings = predictor.read_drawings([_form(piece) for piece, _ in found])
    digits = [
        Digit(_enlarged(piece.box, factor), reading, is_cut)
        for (piece, is_cut), reading in zip(found, readings, strict=True)
        if reading.label is not None
    ]
    lines = in_lines([digit.box for digit in digits], factor * tall)
    return Transcript(
        tuple(tuple(digits[place] for place in line) for line in lines), factor * tall, predictor.class_names
    )


def may_be_several(pixels: Pixels) -> bool:
    """Whether a drawing may hold more than one digit, so that it is worth transcribing; raises DrawingError as that."""
    pieces = pieces_of(page_ink(pixels)[0])
    return len(pieces) > 1 or any(is_suspect(piece, piece.height) for piece in pieces)


def _apart(predictor: Predictor, piece: Piece, tall: float, witness: Witness | None) -> list[tuple[Piece, bool]]:
    """The digits of a piece, and whether they were cut apart: one as a rule, more where they touch.

    Of all ways to cut it, or not to, that one is taken under which its parts are likeliest digits.
    """
    if not is_suspect(piece, tall):
        return [(piece, False)]
    parts = parts_of(piece, tall)
    places = list(parts.between)
    scores = dict(zip(places, _likelihoods(predictor, list(parts.between.values()), tall, witness), strict=True))
    path = _best(parts, scores)
    return [(parts.between[place], True) for place in path] if len(path) > 1 else [(piece, False)]


def _best(parts: Parts, scores: dict[tuple[int, int], float]) -> tuple[tuple[int, int], ...]:
    """The way from the first end to the last whose parts have the highest sum; empty where there is none."""

    @cache
    def from_here(start: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if start == parts.count:
            return 0.0, ()
        ways: list[tuple[float, tuple[tuple[int, int], ...]]] = [(-np.inf, ())]
        for end in range(start + 1, parts.count + 1):
            if (start, end) in scores:
                rest, others = from_here(end)
                ways.append((scores[start, end] - FOR_A_CUT + rest, ((start, end), *others)))
        return max(ways, key=lambda way: way[0])

    return from_here(0)[1]


def _likelihoods(predictor: Predictor, pieces: Sequence[Piece], tall: float, witness: Witness | None) -> list[float]:
    """How likely each piece is one digit, as a log probability."""
    drawings = [_form(piece) for piece in pieces]
    strange = witness.are_strange(drawings) if witness else [False] * len(drawings)
    scores = []
    for piece, reading, is_strange in zip(pieces, predictor.read_drawings(drawings), strange, strict=True):
        breadth = piece.width / max(piece.height, 0.8 * tall)
        if reading.label is None or breadth > WIDEST:
            scores.append(-np.inf)
            continue
        score = float(np.log(reading.probs.max())) + STRANGE * is_strange - WIDER * max(0.0, breadth - WIDE)
        scores.append(score)
    return scores


def _form(piece: Piece) -> Drawing:
    return formed(np.pad(piece.ink, MARGIN_PX))


def _enlarged(box: Box, factor: int) -> Box:
    top, left, bottom, right = (factor * side for side in box)
    return top, left, bottom, right
