"""A walk that plays goes on by itself, by windows or rows, and pauses at the end."""

import pytest
from streamlit.testing.v1 import AppTest


def page():
    """A walk of four rows with five windows each."""
    import numpy as np
    import streamlit as st

    from dashboard.widgets.player import play

    play(np.zeros((4, 5)), lambda step: st.markdown(f"shows {step}"))


@pytest.fixture
def walk():
    """The page at its first step."""
    opened = AppTest.from_function(page)
    opened.session_state["step"] = 1
    return opened.run()


def shown(walk) -> int:
    return int(walk.markdown[0].value.removeprefix("shows "))


def test_it_stands_still_until_it_is_played(walk):
    assert shown(walk) == 1
    assert shown(walk.run()) == 1
    assert [button.disabled for button in walk.button] == [True, False, False, False]


def test_every_tick_is_a_window_on(walk):
    walk.segmented_control[0].set_value("Slow").run()
    first = shown(walk)
    assert [shown(walk.run()) - first for _ in range(3)] == [1, 2, 3]
    assert all(button.disabled for button in walk.button)


def test_every_tick_is_a_row_on_and_it_pauses_at_the_end(walk):
    walk.segmented_control[0].set_value("Rows").run()
    seen = [shown(walk), *(shown(walk.run()) for _ in range(4))]
    assert seen[-1] == 20
    assert walk.segmented_control[0].value == "Pause"
    walk.run()
    assert shown(walk) == 20


def test_playing_from_the_end_begins_again(walk):
    walk.slider[0].set_value(20).run()
    walk.segmented_control[0].set_value("Quick").run()
    assert shown(walk) < 4


def test_pause_stops_it_where_it_is(walk):
    walk.segmented_control[0].set_value("Quick").run()
    walk.segmented_control[0].set_value("Pause").run()
    at = shown(walk)
    assert shown(walk.run()) == at
