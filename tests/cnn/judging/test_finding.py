"""Images are found by exactly what was asked, in the order that was asked."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cnn.judging.finding import Wanted, find

LABELS = np.array([0, 1, 1, 2, 0])
PROBS = np.array(
    [
        [0.90, 0.05, 0.05],
        [0.20, 0.70, 0.10],
        [0.60, 0.30, 0.10],
        [0.10, 0.10, 0.80],
        [0.02, 0.97, 0.01],
    ]
)


def places(labels=LABELS, probs=PROBS, **wanted):
    return find(Wanted(**wanted), 5, labels, probs).tolist()


def test_everything_is_wanted_at_first():
    assert places() == [0, 1, 2, 3, 4]


def test_by_label_and_by_what_was_read():
    assert places(label=1) == [1, 2]
    assert places(read_as=1) == [1, 4]
    assert places(label=0, read_as=1) == [4]


def test_right_and_wrong():
    assert places(outcome="right") == [0, 1, 3]
    assert places(outcome="wrong") == [2, 4]


def test_by_how_sure_the_network_is():
    assert places(sure=(0.7, 0.9)) == [0, 1, 3]
    assert places(sure=(0.0, 0.65)) == [2]


def test_a_probability_a_hair_above_one_is_within():
    assert find(Wanted(sure=(0.5, 1.0)), 1, None, np.array([[1 + 1e-7, 0]])).tolist() == [0]


def test_orders():
    assert places(order="surest") == [4, 0, 3, 1, 2]
    assert places(order="least sure") == [2, 1, 3, 0, 4]
    assert places(order="worst") == [4, 2, 1, 3, 0]


def test_without_a_network_only_labels_count():
    assert places(probs=None, label=0, read_as=2, outcome="wrong", sure=(0.9, 1), order="surest") == [0, 4]


def test_without_labels_nothing_is_right_or_wrong():
    assert places(labels=None, label=0, outcome="wrong", read_as=1) == [1, 4]
    assert places(labels=None, order="worst") == [0, 1, 2, 3, 4]


def test_of_nothing_known_all_are_found():
    assert find(Wanted(), 3, None, None).tolist() == [0, 1, 2]


outcomes, orders = st.sampled_from(["all", "right", "wrong"]), st.sampled_from(["row", "least sure", "surest", "worst"])


@given(
    st.integers(0, 30),
    st.integers(0, 99),
    st.none() | st.integers(0, 2),
    st.none() | st.integers(0, 2),
    outcomes,
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
    orders,
)
def test_as_a_slow_search_finds_them(count, seed, label, read_as, outcome, sure, order):
    random = np.random.default_rng(seed)
    labels, probs = random.integers(0, 3, count), random.dirichlet(np.ones(3), count)
    wanted = Wanted(label, read_as, outcome, sure, order)
    slow = [
        place
        for place in range(count)
        if label in (None, labels[place])
        and read_as in (None, probs[place].argmax())
        and outcome in ("all", "right" if probs[place].argmax() == labels[place] else "wrong")
        and (sure[0] <= probs[place].max() <= sure[1] or (sure[1] == 1 and probs[place].max() >= sure[0]))
    ]
    keys = {
        "row": lambda place: place,
        "surest": lambda place: -probs[place].max(),
        "least sure": lambda place: probs[place].max(),
        "worst": lambda place: probs[place, labels[place]],
    }
    assert find(wanted, count, labels, probs).tolist() == sorted(slow, key=keys[order])
