"""Waiting runs keep the order that people gave them; what cannot be read decides nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.runs.order import FILE, MOST_AT_ONCE, Order, moved, read_order, write_order

IDS = st.lists(st.text("abcdef", min_size=1, max_size=4), min_size=1, max_size=8, unique=True)


def test_the_oldest_comes_first_unless_somebody_moved_another():
    assert Order().sort(["c", "a", "b"]) == ["a", "b", "c"]
    assert Order(moved=("c", "gone", "a")).sort(["a", "b", "c", "d"]) == ["c", "a", "b", "d"]


@pytest.mark.parametrize(
    ("run", "move", "after"),
    [("b", "up", "bac"), ("a", "up", "abc"), ("b", "down", "acb"), ("c", "down", "abc"), ("c", "first", "cab")],
)
def test_a_move_puts_one_run_elsewhere(run, move, after):
    assert "".join(moved("abc", run, move)) == after


@given(IDS, st.data())
def test_a_move_loses_no_run_and_leaves_the_others_in_their_order(waiting, data):
    run, move = data.draw(st.sampled_from(waiting)), data.draw(st.sampled_from(["first", "up", "down"]))
    after = moved(waiting, run, move)
    assert sorted(after) == sorted(waiting)
    assert [other for other in after if other != run] == [other for other in waiting if other != run]
    assert Order(moved=after).sort(waiting) == list(after)


@pytest.mark.parametrize("content", ["", "{", '{"at_once": 0}', '{"moved": 3}', f'{{"at_once": {MOST_AT_ONCE + 1}}}'])
def test_a_file_that_makes_no_sense_decides_nothing(tmp_path, content):
    assert read_order(tmp_path) == Order()
    (tmp_path / FILE).write_text(content)
    assert read_order(tmp_path) == Order()


def test_what_was_decided_is_read_back(tmp_path):
    order = Order(at_once=3, moved=("b", "a"))
    write_order(tmp_path, order)
    assert read_order(tmp_path) == order
