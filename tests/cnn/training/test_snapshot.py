"""A state survives being taken apart, whatever is nested in it, and later changes do not reach the copies."""

import json

import torch
from hypothesis import given
from hypothesis import strategies as st

from cnn.training.snapshot import put_together, taken_apart

names = st.text("abcdef", min_size=1, max_size=4)
numbers = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text("xyz", max_size=3)
tensors = st.lists(st.floats(width=32, allow_nan=False), max_size=4).map(torch.tensor)
states = st.dictionaries(
    names, st.recursive(numbers | tensors, lambda inner: st.lists(inner) | st.dictionaries(names, inner), max_leaves=8)
)


def alike(value, other):
    if isinstance(value, torch.Tensor):
        return isinstance(other, torch.Tensor) and torch.equal(value, other) and value.dtype == other.dtype
    if isinstance(value, dict):
        return value.keys() == other.keys() and all(alike(value[key], other[key]) for key in value)
    if isinstance(value, list | tuple):
        return len(value) == len(other) and all(map(alike, value, other))
    return value == other and type(value) is type(other)


@given(states)
def test_it_comes_back_through_json_as_it_was(state):
    plain, arrays = taken_apart(state)
    assert alike(state, put_together(json.loads(json.dumps(plain)), arrays))


def test_tensors_of_every_kind_that_training_has_come_back():
    state = {
        "loss": torch.zeros((), dtype=torch.float64) + 1 / 3,
        "hits": torch.tensor(7),
        "filters": torch.randn(4, 3, 5, 5).to(memory_format=torch.channels_last),
    }
    assert alike(state, put_together(*taken_apart(state)))


def test_what_was_taken_apart_does_not_change_any_more():
    weight = torch.ones(3, requires_grad=True)
    plain, arrays = taken_apart({"weight": weight})
    with torch.no_grad():
        weight.zero_()
    assert put_together(plain, arrays)["weight"].tolist() == [1, 1, 1]
