"""The front is what nothing beats, held against the definition itself."""

from hypothesis import given
from hypothesis import strategies as st

from cnn.judging.pareto import pareto_front

points = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=12)


@given(points)
def test_the_front_is_what_nothing_beats(found):
    def is_beaten(place):
        cost, gain = found[place]
        return any(c <= cost and g >= gain and (c, g) != (cost, gain) for c, g in found)

    front = pareto_front([cost for cost, _ in found], [gain for _, gain in found])
    assert sorted(front) == [place for place in range(len(found)) if not is_beaten(place)]
    assert [found[place][0] for place in front] == sorted(found[place][0] for place in front)


def test_by_hand():
    assert pareto_front([10, 20, 30, 20], [0.9, 0.8, 0.95, 0.92]) == [0, 3, 2]
    assert pareto_front([], []) == []
