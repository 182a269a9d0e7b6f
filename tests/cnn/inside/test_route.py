"""A route visits every place of a window once, in reading order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.inside.route import Route, filled, telling_step
from cnn.model.window import Window


@st.composite
def routes(draw):
    size, stride = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    width, height = (draw(st.integers(size, 12)) for _ in "wh")
    return Route(Window(width, size, stride), Window(height, size, stride))


@given(routes())
def test_each_spot_finds_its_window(route):
    numbers = np.arange(float(route.down.width_px * route.across.width_px)).reshape(route.down.width_px, -1)
    windows = route.windows(numbers)
    spots = [route.at(step) for step in range(1, route.steps + 1)]
    assert [(spot.row, spot.column) for spot in spots] == list(np.ndindex(windows.shape[:2]))
    assert all(windows[spot.row, spot.column, 0, 0] == numbers[spot.top_px, spot.left_px] for spot in spots)


@pytest.mark.parametrize("step", [0, 5])
def test_steps_outside_the_route_are_refused(step):
    with pytest.raises(ValueError, match="expected 1 to 4"):
        Route(Window(4, 3, 1), Window(4, 3, 1)).at(step)


def test_the_telling_step_is_at_the_strongest_number_of_the_middle_row():
    numbers = np.array([[9.0, 9, 9], [1, -5, 4], [9, 9, 9]])
    assert telling_step(numbers) == 5
    assert telling_step(np.zeros((1, 4))) == 1


def test_output_fills_up_and_is_not_changed_itself():
    numbers = np.ones((2, 3))
    assert np.isnan(filled(numbers, 4)).tolist() == [[False, False, False], [False, True, True]]
    assert not np.isnan(numbers).any()
