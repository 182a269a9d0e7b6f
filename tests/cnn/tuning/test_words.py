"""What a tuning changed is said with its interval, and whether it could be chance."""

import pytest

from cnn.judging.significance import mcnemar
from cnn.training.events import Tuned
from cnn.tuning.words import refusal, sentences


@pytest.fixture
def tuned():
    """4,200 old images, of which 4 fewer are right; 20 drawings learned, 6 held out."""
    return Tuned(
        rows=4200,
        hits_before=4180,
        hits_after=4176,
        won=3,
        lost=7,
        low=-0.0026,
        high=0.0007,
        most_lost_points=0.1,
        learned=20,
        learned_before=11,
        learned_after=19,
        held_out=6,
        held_out_before=3,
        held_out_after=5,
    )


def test_old_images_held_out_drawings_and_learned_ones_are_told_apart(tuned):
    old, held_out, learned = sentences(tuned)
    assert "99.52 % right before and 99.43 % now, a change of −0.10 points" in old
    assert "95 % interval −0.26 to +0.07" in old
    assert f"3 images became right and 7 wrong, which could well be chance (McNemar p = {mcnemar(3, 7):.2g})" in old
    assert "6 drawings it never learned from it read 3 right before and 5 now" in held_out
    assert "20 it learned from it read 11 right before and 19 now" in learned


def test_without_drawings_kept_aside_that_is_said(tuned):
    _, held_out, _ = sentences(tuned.model_copy(update={"held_out": 0}))
    assert "No drawing was kept aside" in held_out


def test_more_than_chance_is_called_so_and_no_change_too(tuned):
    assert "which is more than chance" in sentences(tuned.model_copy(update={"won": 1, "lost": 30}))[0]
    assert "right or wrong as before" in sentences(tuned.model_copy(update={"won": 0, "lost": 0}))[0]


def test_it_is_accepted_up_to_what_it_may_lose(tuned):
    assert tuned.is_accepted
    assert not tuned.model_copy(update={"hits_after": 4175}).is_accepted
    assert tuned.model_copy(update={"hits_after": 4138, "most_lost_points": 1.0}).is_accepted  # exactly 1 point
    assert not tuned.model_copy(update={"hits_after": 4137, "most_lost_points": 1.0}).is_accepted
    assert tuned.model_copy(update={"hits_after": 4180, "most_lost_points": 0.0}).is_accepted


def test_a_refusal_says_by_how_much_it_fell(tuned):
    fell = {"hits_after": 4160, "won": 2, "lost": 22, "low": -0.0071, "high": -0.0025}
    said = refusal(tuned.model_copy(update=fell))
    assert "fell by 0.48 points (95 % interval −0.71 to −0.25), more than the 0.1 it may lose" in said
    assert "the old network stays" in said
    assert "which is more than chance" in said
    assert "by luck" not in said


def test_a_refusal_within_chance_says_so_and_from_where_on_a_limit_means_something(tuned):
    fell = {"hits_after": 4175, "won": 3, "lost": 8, "low": -0.0027, "high": 0.0004}
    said = refusal(tuned.model_copy(update=fell))
    assert "fell by 0.12 points (95 % interval −0.27 to +0.04), more than the 0.1 it may lose" in said
    assert "which could well be chance" in said
    assert "cannot tell a fall of less than 0.16 points from none: a limit below that refuses by luck too" in said
    assert "by luck" not in refusal(tuned.model_copy(update={**fell, "hits_after": 4160, "most_lost_points": 0.2}))
