"""Measurements come in turn, and their ratios round by round."""

import subprocess

import pytest

from benchmarks.speed.spread import Spread
from benchmarks.speed.turns import answer_of_module, in_turn


def test_each_measures_once_a_round_and_the_order_changes():
    order = []

    def contestant(name):
        def take_turn(turn):
            order.append(f"{name}{turn}")
            return turn

        return take_turn

    results = in_turn({name: contestant(name) for name in "ab"}, 3)
    assert order == ["a0", "b0", "b1", "a1", "a2", "b2"]
    assert results == {"a": [0, 1, 2], "b": [0, 1, 2]}


def test_spread_of_an_odd_number_of_measurements():
    assert Spread.of([3.0, 1.0, 10.0]) == Spread(1.0, 3.0, 10.0)


def test_ratios_are_those_of_a_round_not_those_of_medians():
    """A machine that is four times as slow in one round spoils no ratio."""
    assert Spread.of_ratios([2, 8, 4], [1, 4, 2]) == Spread(2, 2, 2)
    with pytest.raises(ValueError, match="zip"):
        Spread.of_ratios([1, 2], [1])


def test_the_last_line_of_a_program_is_its_answer_and_a_failure_is_one():
    assert answer_of_module("json.tool", "--compact", "tests/benchmarks/speed/answer.json") == {"epoch_s": [1.5]}
    with pytest.raises(subprocess.CalledProcessError):
        answer_of_module("json.tool", "no/such.json")
