"""A class's terms add up to its logit in a real forward pass."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.errors import SpecError
from cnn.inside.passage import pass_through
from cnn.inside.readout import readout_of
from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, BatchNorm, Conv, Dense, Dropout, Flatten, GlobalPool
from cnn.model.volume import Volume
from tests.cnn.untrained import any_image, predictor_of
from tests.strategies import sound_architectures


def read_out(architecture, label=1, seed=0):
    predictor = predictor_of(architecture)
    passage = pass_through(predictor, any_image(architecture.input, seed))
    return readout_of(predictor.members[0].network, passage, label), passage


def network(*layers):
    return Architecture(name="made", input=Volume(6, 5, 1), layers=layers)


@given(sound_architectures(), st.integers(0, 2), st.integers(0, 10_000))
@settings(max_examples=25)
def test_terms_and_bias_add_up_to_the_logit(architecture, label, seed):
    readout, passage = read_out(architecture, label, seed)
    assert readout.terms.sum() + readout.sum.bias == pytest.approx(passage.logits[label], rel=1e-4, abs=1e-4)


def test_largest_terms_come_first_whatever_their_sign():
    readout, _ = read_out(network(Conv(filters=2, size=3), Flatten(), Dense(units=3)))
    amounts = np.abs(readout.terms)
    assert amounts[readout.largest(5)].tolist() == sorted(amounts, reverse=True)[:5]


def test_inputs_know_the_cell_they_were_read_from():
    layers = Conv(filters=2, size=3), Flatten(), BatchNorm(), Dropout(rate=0.5), Dense(units=3)
    readout, passage = read_out(network(*layers))
    assert readout.cell(0) == (0, 0, 0)
    assert readout.cell(12 + 4 + 1) == (1, 1, 1)
    assert passage.maps[1, 1, 1] == passage.vector[17]
    assert not readout.of_means


def test_a_mean_is_told_from_a_hidden_unit():
    of_means, _ = read_out(network(Conv(filters=4, size=3), GlobalPool(), Dense(units=3)))
    hidden, _ = read_out(network(Conv(filters=4, size=3), GlobalPool(), Dense(units=7), RELU, Dense(units=3)))
    assert (of_means.of_means, hidden.of_means) == (True, False)
    assert of_means.cell(3) is None
    assert hidden.cell(3) is None


def test_network_that_ends_otherwise_is_refused():
    with pytest.raises(SpecError, match="ends in global average pooling, not in a fully connected layer"):
        read_out(network(Conv(filters=3, size=3), GlobalPool()))
