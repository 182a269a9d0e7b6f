"""Confident learning gives the numbers of the paper's formulas, worked by hand, and finds what it should."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.labels.confident import calibrated_joint, confident_classes, confident_joint, find_doubts, thresholds

# Six images of three classes, worked by hand below: images 0 and 1 labelled 0, images 2 to 4 labelled 1, image 5
# labelled 2. Image 1 looks like a 1, image 4 like a 2.
LABELS = np.array([0, 0, 1, 1, 1, 2])
PROBS = np.array(
    [
        [0.90, 0.05, 0.05],
        [0.10, 0.80, 0.10],
        [0.05, 0.90, 0.05],
        [0.20, 0.70, 0.10],
        [0.02, 0.08, 0.90],
        [0.10, 0.10, 0.80],
    ]
)


def test_a_threshold_is_the_mean_probability_of_a_label_where_it_is_given():
    # t0 = (0.9 + 0.1)/2, t1 = (0.9 + 0.7 + 0.08)/3, t2 = 0.8
    assert thresholds(LABELS, PROBS) == pytest.approx([0.5, 0.56, 0.8])


def test_an_image_is_confidently_of_the_likeliest_class_that_reaches_its_threshold():
    assert confident_classes(PROBS, thresholds(LABELS, PROBS)).tolist() == [0, 1, 1, 1, 2, 2]
    assert confident_classes(np.array([[0.4, 0.3, 0.3]]), np.array([0.5, 0.56, 0.8])).tolist() == [-1]
    # Both 0 and 1 reach theirs: the more probable one counts, not the first.
    assert confident_classes(np.array([[0.35, 0.65, 0.0]]), np.array([0.3, 0.6, 0.8])).tolist() == [1]


def test_the_confident_joint_counts_given_against_confident_classes():
    assert confident_joint(LABELS, PROBS).tolist() == [[1, 1, 0], [0, 2, 1], [0, 0, 1]]


def test_the_joint_is_the_counts_brought_to_the_number_of_each_label():
    joint = calibrated_joint(confident_joint(LABELS, PROBS), np.bincount(LABELS))
    # Row 0: (1, 1, 0)/2 · 2/6, row 1: (0, 2, 1)/3 · 3/6, row 2: (0, 0, 1) · 1/6
    assert joint == pytest.approx(np.array([[1, 1, 0], [0, 2, 1], [0, 0, 1]]) / 6)


def test_what_is_read_as_another_class_is_in_doubt_the_least_believed_label_first():
    doubts = find_doubts(LABELS, PROBS)
    assert doubts.places.tolist() == [4, 1]
    assert doubts.suggested.tolist() == [2, 1]
    assert doubts.confidences == pytest.approx([0.08, 0.10])
    assert doubts.estimated == pytest.approx(2)


def test_labels_that_are_all_believed_leave_nothing_in_doubt():
    doubts = find_doubts(np.array([0, 1]), np.array([[0.9, 0.1], [0.2, 0.8]]))
    assert len(doubts) == 0
    assert doubts.estimated == pytest.approx(0)


def test_a_class_that_nobody_has_is_nobodys_confident_class():
    doubts = find_doubts(np.array([0, 0]), np.array([[0.3, 0.1, 0.6], [0.9, 0.05, 0.05]]))
    assert thresholds(np.array([0, 0]), np.array([[0.3, 0.1, 0.6], [0.9, 0.05, 0.05]]))[1:].tolist() == [np.inf] * 2
    assert doubts.places.tolist() == [0]
    assert doubts.estimated == pytest.approx(0)


def test_equal_probabilities_reach_the_threshold_that_is_their_mean():
    probs = np.full((7, 3), [0.1, 0.2, 0.7], np.float32)
    assert confident_joint(np.full(7, 2), probs).tolist() == [[0, 0, 0], [0, 0, 0], [0, 0, 7]]


@st.composite
def readings(draw):
    """Labels and probabilities of some images."""
    classes, count = draw(st.integers(2, 5)), draw(st.integers(1, 30))
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    return random.integers(0, classes, count), random.dirichlet(np.full(classes, 0.4), count)


@given(readings())
def test_the_joint_is_a_distribution_with_the_given_labels_as_its_margins(reading):
    labels, probs = reading
    counts = np.bincount(labels, minlength=probs.shape[1])
    joint = calibrated_joint(confident_joint(labels, probs), counts)
    assert joint.sum() == pytest.approx(1)
    assert joint.sum(1) == pytest.approx(counts / len(labels))
    assert (joint >= 0).all()


@given(readings())
def test_doubts_are_the_misread_images_ranked_by_how_little_their_label_is_believed(reading):
    labels, probs = reading
    doubts = find_doubts(labels, probs)
    assert set(doubts.places) == set(np.flatnonzero(probs.argmax(1) != labels))
    assert (np.diff(doubts.confidences) >= 0).all()
    assert np.array_equal(doubts.suggested, probs[doubts.places].argmax(1))
    assert 0 <= doubts.estimated <= len(labels)
