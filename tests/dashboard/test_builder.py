"""Edits in answer to controls: of two quick ones the second finds what the first has made."""

import pytest
import streamlit as st

from cnn.model.layers import RELU, Dense, Flatten, MaxPool
from cnn.model.volume import Volume
from cnn.presets import find_preset
from dashboard import builder, state
from dashboard.state import Design

BASIS = find_preset("lenet5").architecture(Volume(28, 28, 1), 10)
CONV = BASIS.layers[0]


@pytest.fixture(autouse=True)
def session(monkeypatch):
    """A session's state without a session, and nothing being measured."""
    kept = {}
    monkeypatch.setattr(st, "session_state", kept)
    monkeypatch.setattr(builder, "end_measuring", lambda: None)
    kept[state.DESIGN] = Design("lenet5")
    return kept


def layers():
    return state.design().own.layers


def test_two_quick_moves_of_a_layer_move_it_twice():
    builder.move_layer(BASIS, 1)
    builder.move_layer(BASIS, 1)
    assert layers()[2] == CONV
    assert state.design().layer == (2,)


def test_two_quick_copies_are_two():
    builder.duplicate_layer(BASIS)
    builder.duplicate_layer(BASIS)
    assert layers()[:3] == (CONV, CONV, CONV)


def test_two_quick_undos_undo_two_edits():
    builder.set_values(BASIS, CONV, {"filters": 7}, "fields")
    builder.set_values(BASIS, CONV, {"filters": 8}, "fields")
    state.undo_design()
    state.undo_design()
    assert state.design() == Design("lenet5")


def test_what_would_be_the_last_layer_removed_quickly_stays_and_says_so():
    two = BASIS.model_copy(update={"layers": (Flatten(), Dense(units=10))})
    builder.remove_layer(two)
    builder.remove_layer(two)
    assert layers() == (Dense(units=10),)
    assert "at least one layer" in state.refused().reason


def test_values_for_a_layer_that_is_no_longer_looked_at_are_not_given_to_another():
    state.choose_layer((1,))
    builder.set_values(BASIS, CONV, {"filters": 7}, "fields")
    assert state.design().own is None
    assert state.refused() is None


def test_an_edit_that_changes_nothing_is_none():
    builder.set_values(BASIS, CONV, {"filters": CONV.filters}, "fields")
    assert state.design() == Design("lenet5")
    assert not state.other_designs().earlier


def test_an_added_layer_stands_behind_the_one_looked_at():
    state.choose_layer((1,))
    builder.add_layer(BASIS, RELU)
    builder.add_layer(BASIS, MaxPool(size=2))
    assert layers()[2:4] == (RELU, MaxPool(size=2))
    assert state.design().layer == (3,)


def test_a_measurement_of_the_network_before_is_ended(monkeypatch):
    ended = []
    monkeypatch.setattr(builder, "end_measuring", lambda: ended.append(True))
    builder.duplicate_layer(BASIS)
    assert ended == [True]
