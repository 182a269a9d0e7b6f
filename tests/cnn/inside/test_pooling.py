"""Pooling window by window is the pooling that networks compute."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn.functional import avg_pool2d, max_pool2d

from cnn.errors import SpecError
from cnn.inside.pooling import PoolWalk, change, moved
from cnn.model.architecture import Architecture
from cnn.model.layers import AvgPool, MaxPool
from cnn.model.shapes import walk
from cnn.model.volume import Volume

STAIRS = np.arange(16.0).reshape(4, 4)


@st.composite
def pool_walks(draw, kinds=(MaxPool, AvgPool)):
    size = draw(st.integers(1, 5))
    layer = draw(st.sampled_from(kinds))(size=size, stride=draw(st.none() | st.integers(1, 4)))
    height, width = (draw(st.integers(size, 14)) for _ in "hw")
    numbers = np.random.default_rng(draw(st.integers(0, 10_000)))
    # Few different numbers, so that many windows hold equals.
    return PoolWalk(numbers.integers(-2, 3, (height, width)).astype(np.float64), layer)


@given(pool_walks())
def test_pooled_map_is_what_pytorch_computes(pool):
    function = max_pool2d if pool.takes_largest else avg_pool2d
    expected = function(torch.from_numpy(pool.feature_map)[None, None], pool.layer.size, pool.layer.stride_px)[0, 0]
    np.testing.assert_allclose(pool.pooled, expected.numpy(), rtol=1e-12, atol=1e-12)


@given(pool_walks(kinds=(MaxPool,)))
def test_largest_number_sits_where_pytorch_finds_it(pool):
    tensor = torch.from_numpy(pool.feature_map)[None, None]
    _, places = max_pool2d(tensor, pool.layer.size, pool.layer.stride_px, return_indices=True)
    np.testing.assert_array_equal(pool.seats, places[0, 0].numpy())
    np.testing.assert_array_equal(pool.feature_map.ravel()[pool.seats], pool.pooled)


@given(pool_walks())
def test_volume_is_the_one_a_network_would_have(pool):
    height, width = pool.feature_map.shape
    (step,) = walk(Architecture(name="pool", input=Volume(width, height, 7), layers=(pool.layer,)))
    assert (step.after.height, step.after.width, step.after.depth) == (*pool.pooled.shape, 7)


@given(pool_walks(), st.data())
def test_each_step_fills_its_place(pool, data):
    step = data.draw(st.integers(1, pool.route.steps))
    spot = pool.route.at(step)
    window = pool.window(spot)
    assert pool.pooled[spot.row, spot.column] == (window.max() if pool.takes_largest else window.mean())
    assert np.isnan(pool.filled(step)).sum() == pool.route.steps - step


def test_windows_of_equals_decide_nothing():
    corner = np.zeros((4, 4))
    corner[0, 1] = 3
    assert PoolWalk(corner, MaxPool(size=2)).is_decided.tolist() == [[True, False], [False, False]]


def test_window_larger_than_the_map_is_refused():
    with pytest.raises(SpecError, match=r"5×5 does not fit a feature map of 8×3: take one of at most 3"):
        PoolWalk(np.zeros((3, 8)), MaxPool(size=5))


def test_padding_is_no_part_of_this_walk():
    with pytest.raises(ValueError, match="expected no padding, got 1"):
        PoolWalk(STAIRS, MaxPool(size=2, padding=1))


def test_picture_moves_to_the_right_and_loses_what_leaves_it():
    assert moved(STAIRS, 1)[1].tolist() == [0, 4, 5, 6]
    np.testing.assert_array_equal(moved(STAIRS, 0), STAIRS)
    np.testing.assert_array_equal(moved(STAIRS[None], 2)[0], moved(STAIRS, 2))


def test_change_is_a_share_of_what_there_was():
    assert change(np.array([4.0, -6.0]), np.array([4.0, -1.0])) == 0.5
    assert change(STAIRS, STAIRS) == 0
    assert change(np.zeros(2), np.ones(2)) == 0
