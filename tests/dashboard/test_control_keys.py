"""The keys of controls: one is made anew where others changed what it shows, and only there."""

import pytest

from cnn.model.layers import Conv
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from dashboard import builder, state
from dashboard.state import Design, Refused

BASIS = PRESETS["lenet5"].architecture(Volume(28, 28, 1), 10)
CONV = Conv(filters=6, size=5, padding=2)


@pytest.fixture(autouse=True)
def session(monkeypatch):
    """A session of the test's own."""
    kept = {state.DESIGN: Design("lenet5")}
    monkeypatch.setattr(state.st, "session_state", kept)
    return kept


def test_a_control_that_changed_its_own_value_keeps_its_key():
    before = state.control_key("fields", CONV)
    builder.set_values(BASIS, CONV, {"filters": 7}, "fields")
    assert state.control_key("fields", state.design().own.layers[0]) == before


def test_a_control_whose_value_others_changed_is_made_anew():
    before = state.control_key("fields", 7)
    state.choose_layer((1,), "list")
    assert state.control_key("fields", 6) != before


def test_a_control_whose_value_stays_is_left_in_its_place():
    before = state.control_key("list", (1,))
    state.choose_layer((1,), "fields")
    assert state.control_key("list", (1,)) == before


def test_what_was_undone_before_it_was_shown_makes_the_control_anew():
    before = state.control_key("fields", CONV)
    builder.set_values(BASIS, CONV, {"filters": 7}, "fields")
    state.undo_design()
    assert state.control_key("fields", CONV) != before  # the browser shows 7


def test_refused_values_stay_in_the_control_and_go_with_what_is_done_next():
    before = state.control_key("fields", 5)
    state.keep_refused(Refused((0,), {"size": 99}, "too large"), "fields")
    assert state.control_key("fields", 99) == before
    state.choose_layer((0, 1), "list")
    assert state.control_key("fields", 5) != before


def test_no_key_ever_comes_back():
    seen = [state.control_key("fields", 0)]
    for place, by in enumerate(("fields", "", "list", "fields", "", "fields"), 1):
        state.choose_layer((place,), by)
        key = state.control_key("fields", place)
        assert (key in seen) == (by == "fields")
        assert seen[-1] == key or key not in seen
        seen.append(key)
