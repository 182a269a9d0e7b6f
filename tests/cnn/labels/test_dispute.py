"""Labels under dispute are those people changed and those a check estimates to be wrong; the rest counts."""

import numpy as np
import pytest

from cnn.data.corrections import Correction, Corrections
from cnn.judging.evaluation import Evaluation
from cnn.labels.confident import Doubts
from cnn.labels.dispute import Dispute, dispute_of
from cnn.labels.review import Review

RELABELLED, LEFT_OUT, KEPT = (
    Correction(row=10, old=0, new=1),
    Correction(row=13, old=0, new=None),
    Correction(row=11, old=1, new=1),
)
DECIDED = Corrections(fingerprint="f", entries=(RELABELLED, LEFT_OUT, KEPT))


@pytest.fixture
def read() -> Evaluation:
    """Five images, rows 10 to 14, all read as class 1; two are said to be of it."""
    probs = np.tile(np.array([0.2, 0.8], np.float32), (5, 1))
    return Evaluation(np.array([0, 1, 0, 0, 1]), probs, np.arange(10, 15), ("a", "b"))


def check(read, places, estimated) -> Review:
    """A label check that doubts these places."""
    ones = np.ones(len(places), np.int64)
    return Review(read, Doubts(np.array(places), ones, ones / 2, estimated), DECIDED)


def test_changed_labels_are_left_out_or_put_right(read):
    dispute = dispute_of(DECIDED)
    assert dispute.rows.tolist() == [10, 13]
    assert dispute.among(read).tolist() == [0, 3]
    assert dispute.without(read).rows.tolist() == [11, 12, 14]
    assert dispute.without(read).accuracy == pytest.approx(2 / 3)
    mended = dispute.corrected(read)
    assert mended.rows.tolist() == [10, 11, 12, 14]
    assert mended.labels.tolist() == [1, 1, 0, 1]
    assert read.labels.tolist() == [0, 1, 0, 0, 1]


def test_a_check_adds_as_many_as_it_estimates_but_for_those_decided_on(read):
    assert dispute_of(DECIDED, check(read, [2, 1, 4], estimated=2.4)).doubted.tolist() == [12]
    assert dispute_of(DECIDED, check(read, [2, 1, 4], estimated=2.6)).doubted.tolist() == [12, 14]
    assert dispute_of(DECIDED, check(read, [2], estimated=1)).rows.tolist() == [10, 12, 13]


def test_without_dispute_nothing_changes(read):
    nothing = Dispute()
    assert nothing.rows.tolist() == []
    assert nothing.without(read).rows.tolist() == nothing.corrected(read).rows.tolist() == read.rows.tolist()
