"""Undo and redo: what was left behind comes back in order, and nothing is lost on the way."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.timeline import MOST_KEPT, Timeline

things = st.lists(st.integers(), min_size=1, max_size=8, unique=True)


def chosen(*numbers):
    """The timeline after these were chosen one after the other, and the last of them."""
    timeline = Timeline()
    for left in numbers[:-1]:
        timeline = timeline.after(left)
    return numbers[-1], timeline


@given(things)
def test_undoing_goes_back_through_everything_in_order(numbers):
    now, timeline = chosen(*numbers)
    seen = [now]
    while timeline.earlier:
        now, timeline = timeline.back(now)
        seen.append(now)
    assert seen == numbers[::-1]


@given(things, st.integers(0, 8))
def test_redoing_takes_back_what_was_undone(numbers, times):
    start = chosen(*numbers)
    now, timeline = start
    undone = min(times, len(numbers) - 1)
    for _ in range(undone):
        now, timeline = timeline.back(now)
    for _ in range(undone):
        now, timeline = timeline.forth(now)
    assert (now, timeline) == start


def test_where_there_is_nothing_to_go_to_nothing_changes():
    assert Timeline().back("now") == ("now", Timeline())
    assert Timeline().forth("now") == ("now", Timeline())


def test_another_choice_gives_up_what_was_undone():
    now, timeline = Timeline().after("first").back("second")
    assert timeline.undone == ("second",)
    assert timeline.after(now) == Timeline(("first",))


def test_the_oldest_are_forgotten():
    _, timeline = chosen(*range(MOST_KEPT + 10))
    assert len(timeline.earlier) == MOST_KEPT
    assert timeline.earlier[-1] == MOST_KEPT + 8
