"""Both maps share a scale, and every number of the map lies on the curve."""

import numpy as np
import pytest

from cnn.inside.activation import Effect
from dashboard.charts.activation import CURVE_PX, MARK, curve_figure, in_words, map_figure

BEFORE = np.array([[-2.0, 0.5, 4.0], [0.0, -0.25, 1.0]])


@pytest.fixture(params=["relu", "silu"])
def effect(request):
    return Effect(request.param, BEFORE)


def test_both_maps_have_the_colours_of_the_one_before(effect):
    before, after = (map_figure(numbers, effect, (0, 0), "") for numbers in (effect.before, effect.after))
    assert (before.data[0].zmin, before.data[0].zmax) == (after.data[0].zmin, after.data[0].zmax) == (-4, 4)
    np.testing.assert_array_equal(after.data[0].z, effect.after)


def test_every_cell_tells_both_numbers_and_takes_a_click(effect):
    _, touch = map_figure(effect.after, effect, (1, 2), "").data
    places = [(int(row), int(column)) for row, column in zip(touch.y, touch.x, strict=True)]
    assert places == list(np.ndindex(BEFORE.shape))
    np.testing.assert_array_equal(touch.customdata, np.column_stack([effect.before.ravel(), effect.after.ravel()]))


def test_chosen_cell_is_framed(effect):
    (frame,) = [box for box in map_figure(BEFORE, effect, (1, 2), "").layout.shapes if box.line.color == MARK]
    assert (frame.x0, frame.y0, frame.x1, frame.y1) == (1.5, 0.5, 2.5, 1.5)


def test_all_numbers_lie_on_the_curve(effect):
    lines = {trace.name: trace for trace in curve_figure(effect, "the function", (0, 0)).data}
    curve, dots = lines["the function"], lines["all numbers"]
    np.testing.assert_allclose(np.interp(dots.x, curve.x, curve.y), dots.y, atol=2e-3)
    assert min(curve.x) <= BEFORE.min()
    assert max(curve.x) >= BEFORE.max()
    assert (lines["marked"].x, lines["marked"].y) == ((-2,), (effect.after[0, 0],))


def test_numbers_on_the_same_pixel_are_one_dot():
    many = np.random.default_rng(3).normal(size=(60, 60))
    dots = next(t for t in curve_figure(Effect("relu", many), "ReLU", (0, 0)).data if t.name == "all numbers")
    pixel = 2 * np.abs(many).max() / CURVE_PX
    assert len(dots.x) <= CURVE_PX + 1
    assert np.abs(many.reshape(-1, 1) - dots.x).min(axis=1).max() <= pixel


def test_relu_stands_beside_the_others():
    names = [
        [trace.name for trace in curve_figure(Effect(name, BEFORE), name, (0, 0)).data] for name in ("relu", "tanh")
    ]
    assert ["ReLU" in drawn for drawn in names] == [False, True]


def test_words_say_what_the_marked_number_becomes():
    assert in_words(Effect("relu", BEFORE), "ReLU", (0, 0)) == "ReLU of −2, in row 0, column 0, is 0"
