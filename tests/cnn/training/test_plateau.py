"""The rate falls on plateaus epoch for epoch as Keras' ReduceLROnPlateau lets it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.training.config import TrainingConfig
from cnn.training.plateau import Plateau


def factors(scores, **settings):
    """The factor after each epoch."""
    plateau = Plateau(TrainingConfig(schedule="plateau", learning_rate=1.0, **settings))
    course = []
    for score in scores:
        plateau.after_epoch(score)
        course.append(plateau.factor)
    return course


def test_the_rate_falls_after_as_many_epochs_without_gain_as_patience_says():
    assert factors([0.9, 0.9, 0.9, 0.9], plateau_patience=2) == [1, 1, 0.5, 0.5]


def test_a_gain_starts_the_waiting_anew():
    assert factors([0.90, 0.90, 0.91, 0.91, 0.91], plateau_patience=2) == [1, 1, 1, 1, 0.5]


def test_a_gain_no_larger_than_the_minimal_one_is_none():
    assert factors([0.50, 0.51, 0.52, 0.60], plateau_patience=1, plateau_min_delta=0.05) == [1, 0.5, 0.25, 0.25]


def test_less_loss_is_the_gain_where_loss_judges():
    assert factors([0.5, 0.4, 0.45], plateau_patience=1, judged_by="loss") == [1, 1, 0.5]
    assert factors([0.5, 0.4, 0.45], plateau_patience=1, judged_by="accuracy") == [1, 0.5, 0.25]


def test_epochs_of_the_cooldown_are_not_counted_except_its_last():
    # As Keras has it: the cooldown counts down before the epoch is judged, so of two cool epochs one is spared.
    settings = {"plateau_patience": 1, "plateau_factor": 0.5}
    assert factors([0.9] * 6, plateau_cooldown=0, **settings) == [1, 0.5, 0.25, 0.125, 0.0625, 0.03125]
    assert factors([0.9] * 6, plateau_cooldown=2, **settings) == [1, 0.5, 0.5, 0.25, 0.25, 0.125]


def test_the_rate_never_falls_below_the_lowest():
    course = factors([0.9] * 5, plateau_patience=1, min_learning_rate=0.1, plateau_factor=0.4)
    assert course == pytest.approx([1, 0.4, 0.16, 0.1, 0.1])


def test_a_rate_below_the_lowest_from_the_start_is_left_alone():
    plateau = Plateau(TrainingConfig(schedule="plateau", learning_rate=1e-6, plateau_patience=0))
    for _ in range(4):
        plateau.after_epoch(0.5)
    assert plateau.factor == 1


def test_nan_is_no_gain():
    assert factors([0.9, float("nan"), float("nan")], plateau_patience=2) == [1, 1, 0.5]


def test_other_schedules_have_no_plateaus():
    plateau = Plateau(TrainingConfig(schedule="cosine", plateau_patience=0))
    for _ in range(4):
        plateau.after_epoch(0.5)
    assert plateau.factor == 1


def keras_course(scores, up, factor, patience, min_delta, cooldown, min_lr, rate):
    """``ReduceLROnPlateau.on_epoch_end`` of Keras 3.15 line for line, with the rate in double precision."""
    best, cooldown_counter, wait, course = None, 0, 0, []
    for current in scores:
        if cooldown_counter > 0:
            cooldown_counter -= 1
            wait = 0
        if best is None or (current - min_delta > best if up else current + min_delta < best):
            best = current
            wait = 0
        elif not cooldown_counter > 0:
            wait += 1
            if wait >= patience:
                reduced = False
                if rate > min_lr:
                    rate = max(rate * factor, min_lr)
                    reduced = True
                if reduced:
                    cooldown_counter = cooldown
                    wait = 0
        course.append(rate)
    return course


@given(
    scores=st.lists(st.integers(0, 10).map(lambda tenths: tenths / 10), max_size=30),
    judged_by=st.sampled_from(["accuracy", "loss"]),
    factor=st.sampled_from([0.1, 0.5, 0.9]),
    patience=st.integers(0, 4),
    min_delta=st.sampled_from([0.0, 0.0001, 0.1]),
    cooldown=st.integers(0, 4),
    min_lr=st.sampled_from([0.0, 0.001, 0.1]),
)
def test_every_course_is_that_of_keras(scores, judged_by, factor, patience, min_delta, cooldown, min_lr):
    config = TrainingConfig(
        schedule="plateau",
        learning_rate=0.02,
        judged_by=judged_by,
        plateau_factor=factor,
        plateau_patience=patience,
        plateau_min_delta=min_delta,
        plateau_cooldown=cooldown,
        min_learning_rate=min_lr,
    )
    plateau = Plateau(config)
    course = []
    for score in scores:
        plateau.after_epoch(score)
        course.append(0.02 * plateau.factor)
    expected = keras_course(scores, judged_by == "accuracy", factor, patience, min_delta, cooldown, min_lr, 0.02)
    assert course == pytest.approx(expected)
