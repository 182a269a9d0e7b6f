"""The sheet is a cubic B-spline: smooth, bounded by its control points, and the same as SciPy's."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import BSpline
from scipy.ndimage import map_coordinates

from cnn.data.augment.sheet import KNOTS, PULL_PER_RMS, PULLS, warp

AT_REST = torch.eye(2, 3)[None]


def displacements(pulls_px, height=28, width=28):
    """How far each pixel is taken from aside, (2, H, W) as (x, y), by SciPy's B-splines over the image's length."""

    def shares(length):
        span = length / (KNOTS - 3)
        knots = (np.arange(KNOTS + 4) - 3) * span
        return BSpline.design_matrix(np.arange(length) + 0.5, knots, 3).toarray()

    return np.einsum("yi,cij,xj->cyx", shares(height), pulls_px[0].numpy(), shares(width))


def pulls(seed, most_px, batch=1):
    drawn = torch.rand(batch, *PULLS, generator=torch.Generator().manual_seed(seed))
    return most_px * (2 * drawn - 1)


@pytest.mark.parametrize("size", [(28, 28), (20, 33)])
def test_an_image_is_sampled_where_a_cubic_b_spline_says(size):
    height, width = size
    x = torch.rand(1, 1, *size, generator=torch.Generator().manual_seed(1)) * 255
    x = torch.nn.functional.pad(x[..., 4:-4, 4:-4], (4, 4, 4, 4))
    pulls_px = pulls(2, most_px=3)
    to_side, down = displacements(pulls_px, height, width)
    rows, columns = np.mgrid[:height, :width]
    expected = map_coordinates(x[0, 0].numpy(), [rows + down, columns + to_side], order=1, mode="constant")
    np.testing.assert_allclose(warp(x, AT_REST, pulls_px)[0, 0].numpy(), expected, atol=0.05)


def test_pulling_all_control_points_alike_is_a_shift():
    x = torch.zeros(1, 1, 28, 28)
    x[..., 10:14, 10:14] = 255
    pulls_px = torch.zeros(1, *PULLS)
    pulls_px[:, 0] = 3
    torch.testing.assert_close(warp(x, AT_REST, pulls_px), x.roll(-3, 3), atol=0.01, rtol=0)


@given(seed=st.integers(0, 999), most_px=st.floats(0.1, 8))
def test_no_place_goes_farther_than_the_farthest_pull(seed, most_px):
    """A ramp tells by its value where each pixel was taken from."""
    ramp = torch.arange(28.0).repeat(28, 1)
    pulls_px = pulls(seed, most_px)
    moved = warp(torch.stack((ramp, ramp.T)).view(1, 2, 28, 28), AT_REST, pulls_px)[0] - torch.stack((ramp, ramp.T))
    inside = moved[:, 9:-9, 9:-9]  # from where no pull reaches beyond the image
    assert inside.abs().max() <= pulls_px.abs().max() + 1e-3


def test_the_root_mean_square_displacement_is_as_promised():
    drawn = pulls(0, most_px=PULL_PER_RMS, batch=500)
    moved = np.stack([displacements(drawn[image : image + 1]) for image in range(500)])
    assert np.sqrt(np.square(moved).mean()) == pytest.approx(1, abs=0.03)
    at_each_place = np.sqrt(np.square(moved).mean((0, 1)))
    assert at_each_place.min() > 0.8
    assert at_each_place.max() < 1.25


def test_neighbouring_pixels_move_alike():
    moved = displacements(pulls(0, most_px=PULL_PER_RMS))
    assert np.abs(np.diff(moved)).max() < 0.7  # the sheet does not tear or fold
