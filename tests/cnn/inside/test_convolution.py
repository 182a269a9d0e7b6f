"""The walk is the convolution that networks compute, one position at a time."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn.functional import conv2d

from cnn.errors import SpecError
from cnn.inside.convolution import Walk
from cnn.inside.filters import HAND_MADE


@st.composite
def walks(draw):
    size, padding = draw(st.integers(1, 5)), draw(st.integers(0, 3))
    smallest = max(1, size - 2 * padding)
    height, width = draw(st.integers(smallest, 12)), draw(st.integers(smallest, 12))
    numbers = np.random.default_rng(draw(st.integers(0, 10_000)))
    return Walk(
        numbers.integers(0, 256, (height, width)).astype(np.float64),
        numbers.normal(size=(size, size)),
        draw(st.integers(1, 4)),
        padding,
    )


@given(walks())
def test_feature_map_is_what_pytorch_computes(walk):
    expected = conv2d(
        torch.from_numpy(walk.picture)[None, None],
        torch.from_numpy(walk.weights)[None, None],
        stride=walk.stride_px,
        padding=walk.padding_px,
    )[0, 0]
    np.testing.assert_allclose(walk.feature_map, expected.numpy(), rtol=1e-12, atol=1e-9)
    assert walk.feature_map.shape == (walk.down.positions, walk.across.positions)


@given(walks(), st.data())
def test_each_stop_fills_its_place_of_the_feature_map(walk, data):
    stop = walk.at(data.draw(st.integers(1, walk.steps)))
    assert stop.window.shape == stop.products.shape == walk.weights.shape
    assert stop.total == pytest.approx(walk.feature_map[stop.spot.row, stop.spot.column])


@given(walks(), st.integers(-5, 5))
def test_what_is_added_comes_to_every_sum(walk, bias):
    everywhere = replace(walk, added=float(bias))
    np.testing.assert_allclose(everywhere.feature_map, walk.feature_map + bias)
    place_by_place = replace(walk, added=walk.feature_map)
    np.testing.assert_allclose(place_by_place.feature_map, 2 * walk.feature_map)
    assert place_by_place.at(1).total == pytest.approx(2 * walk.at(1).total)


def test_map_fills_up_step_by_step():
    walk = Walk(np.ones((4, 4)), np.ones((3, 3)))
    assert np.isnan(walk.filled(1)).sum() == 3
    np.testing.assert_array_equal(walk.filled(walk.steps), walk.feature_map)


@pytest.mark.parametrize("hand_made", HAND_MADE, ids=lambda hand_made: hand_made.title)
def test_hand_made_filters_on_a_flat_picture(hand_made):
    flat = Walk(np.full((7, 7), 100.0), hand_made.weights).feature_map
    np.testing.assert_allclose(flat, 0 if "edges" in hand_made.title else 100)


def test_vertical_edges_are_bright_right_of_dark():
    picture = np.zeros((5, 6))
    picture[:, 3:] = 10
    by_title = {hand_made.title: hand_made.weights for hand_made in HAND_MADE}
    assert Walk(picture, by_title["Vertical edges"]).feature_map[0].tolist() == [0, 30, 30, 0]
    assert not Walk(picture, by_title["Horizontal edges"]).feature_map.any()


def test_filter_larger_than_the_padded_picture_is_refused():
    with pytest.raises(SpecError, match=r"5×5 does not fit a picture of 3×8 with 0 of padding"):
        Walk(np.zeros((8, 3)), np.ones((5, 5)))
