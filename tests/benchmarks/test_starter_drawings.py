"""The drawings that are trained on: balanced, the same again, none of a shape or a hand that is held out."""

import numpy as np

from benchmarks.starter_drawings import PENS_SEED, drawn_digits
from benchmarks.stress_cases import SEED
from cnn.pens import Hand


def test_drawn_digits_are_balanced_and_the_same_again():
    digits = drawn_digits(20)
    assert digits.counts.tolist() == [2] * 10
    assert np.array_equal(digits.images, drawn_digits(20).images)
    assert digits.images.reshape(20, -1).any(axis=1).all()


def test_training_and_the_stress_set_draw_from_different_seeds():
    assert PENS_SEED != SEED


def test_shapes_and_hands_that_are_held_out_are_never_drawn(monkeypatch):
    drawn = []

    def write(shape, hand, rng):
        drawn.append(shape)
        return (np.array([[0.0, 0.0], [0.0, 1.0]]),)

    def unusual(rng):
        raise AssertionError("an unusual hand")

    monkeypatch.setattr("benchmarks.starter_drawings.write", write)
    monkeypatch.setattr(Hand, "unusual", unusual)
    drawn_digits(300)
    assert len(drawn) == 300
    assert not any(shape.held_out for shape in drawn)


def test_what_people_write_more_often_is_drawn_more_often(monkeypatch):
    drawn = []

    def write(shape, hand, rng):
        drawn.append(shape)
        return (np.array([[0.0, 0.0], [0.0, 1.0]]),)

    monkeypatch.setattr("benchmarks.starter_drawings.write", write)
    drawn_digits(800)
    ones = [shape.weight for shape in drawn if shape.digit == 1]
    assert ones.count(1.0) / 3 > 2 * ones.count(0.25)  # three shapes of weight 1, one of a quarter
