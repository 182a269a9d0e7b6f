"""What was on the pad can be had back, by undo and redo, across clearing and page switches."""

import numpy as np

from dashboard import drawn
from dashboard.drawn import KeptDrawing, Sheet


def strokes(count):
    """What a pad tells of so many strokes."""
    return {"objects": [{"path": number} for number in range(count)]}


def picture(count):
    return np.full((2, 2), count, np.uint8)


def after(count):
    """A pad on which so many strokes were drawn, one after the other."""
    kept = KeptDrawing()
    for number in range(1, count + 1):
        kept = kept.drawn(strokes(number), picture(number))
    return kept


def test_undo_goes_back_stroke_by_stroke_to_the_empty_pad_and_redo_forth():
    kept = after(2)
    once, twice = kept.undone(), kept.undone().undone()
    assert (once.strokes, int(once.picture[0, 0])) == (strokes(1), 1)
    assert (twice.strokes, twice.picture) == (None, None)
    assert twice.undone().strokes is None
    assert twice.redone().redone().strokes == strokes(2)
    assert twice.redone().redone().redone().strokes == strokes(2)


def test_a_pad_begins_anew_with_the_strokes_it_is_to_show():
    kept = after(2)
    assert kept.number == 0
    assert kept.undone().number == 1
    assert kept.undone().strokes_at_start == strokes(1)
    assert kept.reopened().strokes_at_start == strokes(2)
    assert kept.cleared().strokes_at_start is None


def test_a_pad_that_says_the_same_again_changes_nothing():
    kept = after(2)
    assert kept.drawn(strokes(2), picture(2)) is kept


def test_clearing_can_be_undone_and_clearing_an_empty_pad_is_nothing_to_undo():
    assert after(2).cleared().undone().strokes == strokes(2)
    assert KeptDrawing().cleared().others.earlier == ()


def test_another_stroke_gives_up_what_was_undone():
    assert after(2).undone().drawn(strokes(3), picture(3)).others.undone == ()


def test_reopening_keeps_what_can_be_undone():
    assert after(2).reopened().undone().strokes == strokes(1)


def test_no_more_than_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(drawn, "MOST_UNDONE", 3)
    assert [sheet.strokes for sheet in after(6).others.earlier] == [strokes(3), strokes(4), strokes(5)]
    assert isinstance(after(6).sheet, Sheet)
