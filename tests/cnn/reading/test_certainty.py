"""Softmax with a temperature, held against PyTorch's and worked by hand."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from cnn.reading.certainty import doubt, softened

rows = st.lists(st.floats(-30, 30, width=32), min_size=2, max_size=12).map(lambda row: np.array(row, np.float32))


@given(rows, st.floats(0.1, 10))
def test_it_is_softmax_of_the_divided_logits(logits, temperature):
    expected = torch.softmax(torch.from_numpy(logits.astype(np.float64)) / temperature, -1).numpy()
    np.testing.assert_allclose(softened(logits, temperature), expected, rtol=1e-3, atol=1e-6)


@given(rows, st.floats(0.1, 10))
def test_temperature_never_changes_the_order(logits, temperature):
    probs = softened(logits, temperature)[np.argsort(logits, kind="stable")]
    assert (np.diff(probs) >= 0).all()


@given(rows)
def test_doubt_grows_with_the_temperature(logits):
    doubts = [doubt(softened(logits, temperature)) for temperature in (0.1, 0.5, 1, 3, 10)]
    assert (np.diff(doubts) >= -1e-4).all()


def test_by_hand():
    np.testing.assert_allclose(softened(np.log(np.array([1, 3], np.float32))), [0.25, 0.75], rtol=1e-6)
    np.testing.assert_allclose(softened(np.log(np.array([1, 3], np.float32)), 0.5), [0.1, 0.9], rtol=1e-6)


@pytest.mark.parametrize(("probs", "bits"), [([1, 0], 0), ([0.5, 0.5], 1), ([0.25] * 4, 2)])
def test_doubt_in_bits(probs, bits):
    assert doubt(np.array(probs, np.float32)) == pytest.approx(bits)
