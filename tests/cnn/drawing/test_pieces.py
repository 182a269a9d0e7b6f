"""Digits are told from each other and from dust; strokes of one digit stay together."""

import numpy as np
import pytest

from cnn.drawing.ink import find_ink
from cnn.drawing.pieces import MOST_PIECES, Piece, merged, pieces_of, usual_height
from cnn.errors import DrawingError
from cnn.pens import SKELETONS, Hand, draw, write


def bars(*places, shape=(200, 400)):
    """A page of filled boxes (top, left, bottom, right)."""
    ink = np.zeros(shape, np.float32)
    for top, left, bottom, right in places:
        ink[top:bottom, left:right] = 1
    return ink


def boxes(ink):
    return sorted(piece.box for piece in pieces_of(ink))


def near(found, wanted):
    """Whether two boxes differ by no more than the soft edge of a stroke."""
    return np.abs(np.subtract(found, wanted)).max() <= 1


def test_marks_apart_are_pieces_apart_with_their_own_ink():
    one, two = (20, 20, 100, 40), (25, 90, 105, 110)
    found = pieces_of(bars(one, two))
    assert len(found) == 2
    assert all(near(a, b) for a, b in zip(sorted(piece.box for piece in found), (one, two), strict=True))
    assert all((piece.ink > 0.5).sum() == 80 * 20 for piece in found)


def test_overlapping_boxes_keep_each_its_own_ink():
    ink = np.zeros((120, 160), np.float32)
    for row in range(100):  # two slanted strokes
        ink[10 + row, 60 - row // 2 : 68 - row // 2] = 1
        ink[10 + row, 100 - row // 2 : 108 - row // 2] = 1
    found = pieces_of(ink)
    assert len(found) == 2
    assert all((piece.ink > 0.5).sum() == 800 for piece in found)


def test_a_broken_stroke_and_a_bar_above_are_one_digit():
    others = (20, 150, 110, 190), (22, 250, 112, 290)
    assert len(pieces_of(bars((20, 20, 60, 30), (66, 20, 110, 30), *others))) == 3
    assert len(pieces_of(bars((20, 20, 28, 70), (36, 20, 110, 60), *others))) == 3


def test_lines_that_are_close_stay_apart():
    assert len(pieces_of(bars((10, 20, 90, 60), (100, 20, 180, 60)))) == 2


def test_dust_and_ruled_lines_are_left_out():
    digit = (60, 100, 140, 150)
    ink = bars(digit, (20, 20, 25, 25), (180, 300, 184, 305), (160, 0, 163, 400))
    (found,) = boxes(ink)
    assert near(found, digit)


def test_a_single_line_is_a_digit_all_the_same():
    assert len(pieces_of(bars((20, 100, 190, 112)))) == 1


def test_an_empty_page_has_no_pieces():
    assert pieces_of(np.zeros((50, 50), np.float32)) == ()


def test_too_many_marks_are_refused():
    ink = np.zeros((900, 900), np.float32)
    ink[::12, ::12] = ink[1::12, ::12] = ink[::12, 1::12] = ink[1::12, 1::12] = ink[2::12, ::12] = 1
    assert (ink > 0).any(axis=1).sum() * 75 > MOST_PIECES
    with pytest.raises(DrawingError, match="marks in the picture"):
        pieces_of(ink)


def test_every_way_of_writing_a_digit_is_one_piece():
    for skeleton in SKELETONS:
        rng = np.random.default_rng(5)
        drawing = draw(write(skeleton, Hand(), rng), rng, pen_px=14)
        assert len(pieces_of(find_ink(drawing))) == 1, (skeleton.digit, skeleton.name)


def test_merging_keeps_all_ink_in_its_place():
    one = Piece((10, 20, 12, 23), np.ones((2, 3), np.float32))
    other = Piece((11, 25, 14, 26), np.full((3, 1), 0.5, np.float32))
    both = merged([one, other])
    assert both.box == (10, 20, 14, 26)
    assert both.ink.sum() == 6 + 1.5
    assert both.ink[1, 5] == 0.5
    assert (both.height, both.width, both.extent) == (4, 6, 6)


def test_the_usual_height_is_not_moved_by_small_marks():
    tall = [Piece((0, 0, height, 10), np.ones((height, 10), np.float32)) for height in (50, 52, 54, 6, 5, 4, 7)]
    assert usual_height(tall) == 52
