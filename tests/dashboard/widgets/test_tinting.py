"""Points are coloured by what they are or how they were read, and say it in words."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard.theme import BLUE, ORANGE, class_colour
from dashboard.widgets.tinting import by_class, by_outcome


@pytest.fixture
def rows(digits):
    """Four rows of class 3, then two of class 7."""
    labels = digits.train.labels
    return np.concatenate([np.flatnonzero(labels == 3)[:4], np.flatnonzero(labels == 7)[:2]])


def test_each_class_has_its_own_colour_and_name(digits, rows):
    tinting = by_class(digits.train, rows)
    assert [group.name for group in tinting.groups] == ["3", "7"]
    assert [group.colour for group in tinting.groups] == [class_colour(3), class_colour(7)]
    assert all(group.is_named for group in tinting.groups)
    assert tinting.group.tolist() == [0] * 4 + [1] * 2
    assert tinting.captions[0] == f"3, no. {rows[0] + 1:,}"


def test_without_labels_all_are_one(digits, rows):
    tinting = by_class(replace(digits.train, labels=None), rows)
    assert [group.name for group in tinting.groups] == ["images"]
    assert tinting.captions[1] == f"no. {rows[1] + 1:,}"


def test_right_and_wrong_differ_by_more_than_colour(digits, rows):
    probs = np.full((6, 10), 0.02)
    probs[:, 3] = 0.82
    tinting = by_outcome(digits.train, rows, probs)
    assert [(group.name, group.colour, group.mark) for group in tinting.groups] == [
        ("right (4)", BLUE, "dot"),
        ("wrong (2)", ORANGE, "cross"),
    ]
    assert tinting.group.tolist() == [0] * 4 + [1] * 2
    assert tinting.captions[0] == f"3 (82 %), no. {rows[0] + 1:,}"
    assert tinting.captions[4] == f"7, read as 3 (82 %), no. {rows[4] + 1:,}"


def test_what_is_read_where_no_label_is_known(digits, rows):
    probs = np.eye(10)[[3, 3, 5, 5, 7, 7]]
    tinting = by_outcome(replace(digits.train, labels=None), rows, probs)
    assert [tinting.groups[group].name for group in tinting.group] == [f"read as {k}" for k in (3, 3, 5, 5, 7, 7)]
    assert tinting.captions[2] == f"read as 5 (100 %), no. {rows[2] + 1:,}"
