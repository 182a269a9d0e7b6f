"""What was read is counted by condition, and a blank image counts as misread."""

import numpy as np
import pytest

from benchmarks.stress_cases import PENS_PX, Case, Condition, drawn_cases
from benchmarks.stress_report import accuracy, by, read_cases, shapes_table, summary, table
from cnn.pens import SKELETONS


@pytest.fixture(scope="module")
def drawn():
    return list(drawn_cases(each=1))


@pytest.fixture(scope="module")
def always_seven(drawn):
    return read_cases(drawn, lambda images: np.eye(10, dtype=np.float32)[np.full(len(images), 7)])


def test_what_is_right_is_counted(drawn, always_seven):
    truth = np.eye(10, dtype=np.float32)[[case.condition.digit for case in drawn]]
    outcomes = read_cases(drawn, lambda images: truth[: len(images)])
    assert accuracy(outcomes) == 1
    assert "100.00%" in summary(outcomes)
    assert accuracy(always_seven) == pytest.approx(0.1)


def test_nothing_drawn_is_misread():
    blank = Case(Condition(3, "pen 8 px", "filling", False), np.zeros((280, 280), np.uint8))
    outcomes = read_cases([blank], lambda images: np.eye(10, dtype=np.float32)[[3]])
    assert (outcomes[0].read, accuracy(outcomes)) == (-1, 0)


def test_there_is_a_line_for_every_pen(always_seven):
    lines = table(always_seven).splitlines()
    assert [line.split("px")[0].strip() for line in lines[1:]] == [f"pen {pen_px}" for pen_px in PENS_PX]
    assert all(line.rstrip().endswith("10.00%") for line in lines[1:])


def test_there_is_a_line_for_every_way_of_writing(always_seven):
    lines = shapes_table(always_seven).splitlines()
    assert len(lines) == len(SKELETONS)
    assert sum(line[3] == "*" for line in lines) == sum(skeleton.held_out for skeleton in SKELETONS)
    assert all(("100.00%" in line) == (line.split()[0].rstrip("*") == "7") for line in lines)
    assert all(line.endswith("read as 7") for line in lines if "100.00%" not in line)


def test_outcomes_are_grouped_by_any_part_of_their_condition(always_seven):
    digits = by(always_seven, "digit")
    assert list(digits) == list(range(10))
    assert [accuracy(those) for those in digits.values()] == [0] * 7 + [1] + [0] * 2


def test_no_outcomes_are_said_to_be_none():
    assert summary([]) == "none"
