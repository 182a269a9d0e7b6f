"""Blank pads, scribbles and letters are doubted; digits are not. A small set, drawn by program, on the starter."""

from itertools import takewhile

import numpy as np
import pytest

from benchmarks.doubts.__main__ import tally
from benchmarks.doubts.cases import Case, foreign_cases
from benchmarks.doubts.letters import LETTERS, NO_DIGIT
from benchmarks.doubts.scribbles import SCRIBBLES
from cnn.pens import SKELETONS, Hand, draw, write
from cnn.places import STARTER
from cnn.reading.familiarity import Witness
from cnn.reading.predict import Predictor
from cnn.runs.familiar import familiarity_of
from cnn.runs.run import Run


@pytest.fixture(scope="module")
def witness():
    predictor = Predictor.of_run(Run(STARTER))
    return Witness(predictor, familiarity_of(Run(STARTER), predictor))


def test_nearly_all_that_is_no_digit_is_doubted(witness):
    by_hand = takewhile(lambda case: case.kind != "letter in print", foreign_cases(1))  # those differ by machine
    found = tally(by_hand, witness.predictor, witness)
    assert found.doubted["blank"] == found.seen["blank"] == 2
    for kind in ("scribble", "letter by hand"):
        assert found.doubted[kind] / found.seen[kind] >= 0.85, str(found)


def test_digits_by_the_same_pens_are_not(witness):
    rng = np.random.default_rng(11)
    cases = [Case("digit", shape.name, draw(write(shape, Hand.of(rng), rng), rng)) for shape in SKELETONS]
    found = tally(cases, witness.predictor, witness)
    assert found.doubted["digit"] / found.seen["digit"] <= 0.1, str(found)


def test_letters_that_are_digits_to_the_eye_are_left_out():
    assert not set(NO_DIGIT) & set("BDGIOQSZbgijloqsyz")
    assert {letter.name for letter in LETTERS} <= set(NO_DIGIT)


@pytest.mark.parametrize("name", SCRIBBLES)
def test_scribbles_are_seeded_paths(name):
    one, again, other = (SCRIBBLES[name](np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert all(np.array_equal(a, b) for a, b in zip(one, again, strict=True))
    assert not np.array_equal(one[0], other[0])
    assert all(path.ndim == 2 and path.shape[1] == 2 for path in one)
