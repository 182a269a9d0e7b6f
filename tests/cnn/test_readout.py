"""The last layer's terms add up to the logits of a real forward pass."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.errors import SpecError
from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, BatchNorm, Conv, Dense, Dropout, Flatten, GlobalPool
from cnn.model.volume import Volume
from cnn.passage import pass_through
from cnn.readout import readout_of
from tests.cnn.untrained import any_image, predictor_of
from tests.strategies import sound_architectures


def read_out(architecture, seed=0):
    predictor = predictor_of(architecture)
    passage = pass_through(predictor, any_image(architecture.input, seed))
    return readout_of(predictor.members[0].network, passage), passage


def network(*layers):
    return Architecture(name="made", input=Volume(6, 5, 1), layers=layers)


@given(sound_architectures(), st.integers(0, 10_000))
@settings(max_examples=25)
def test_terms_and_bias_add_up_to_the_logits(architecture, seed):
    readout, passage = read_out(architecture, seed)
    logits = [readout.logit(label) for label in range(3)]
    np.testing.assert_allclose(logits, passage.logits, rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(readout.terms(1).sum() + readout.bias[1], passage.logits[1], rtol=1e-4, atol=1e-4)


def test_largest_terms_come_first_whatever_their_sign():
    readout, _ = read_out(network(Conv(filters=2, size=3), Flatten(), Dense(units=3)))
    places = readout.largest(2, 5)
    amounts = np.abs(readout.terms(2))
    assert len(places) == 5
    assert np.abs(readout.terms(2)[places]).tolist() == sorted(amounts, reverse=True)[:5]


def test_places_know_the_cell_they_were_read_from():
    readout, passage = read_out(
        network(Conv(filters=2, size=3), Flatten(), BatchNorm(), Dropout(rate=0.5), Dense(units=3))
    )
    assert readout.cell(0) == (0, 0, 0)
    assert readout.cell(12 + 4 + 1) == (1, 1, 1)
    assert passage.maps[1, 1, 1] == passage.vector[17]


def test_a_mean_knows_its_map():
    readout, _ = read_out(network(Conv(filters=4, size=3), GlobalPool(), Dense(units=3)))
    assert readout.cell(3) == (3, 0, 0)


def test_hidden_units_have_no_cell():
    readout, _ = read_out(network(Flatten(), Dense(units=7), RELU, Dense(units=3)))
    assert readout.cell(3) is None


def test_without_bias_nothing_is_added():
    readout, passage = read_out(network(Flatten(), Dense(units=3, bias=False)))
    assert not readout.bias.any()
    assert readout.logit(0) == pytest.approx(passage.logits[0], abs=1e-4)


def test_network_that_ends_otherwise_is_refused():
    with pytest.raises(SpecError, match="ends in global average pooling, not in a fully connected layer"):
        read_out(network(Conv(filters=3, size=3), GlobalPool()))
