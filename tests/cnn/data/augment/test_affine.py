"""Affine maps turn, zoom, slant and move as torchvision does it."""

import math

import numpy as np
import pytest
import torch
from torchvision.transforms.functional import InterpolationMode, affine

from cnn.data.augment.affine import affine_maps
from cnn.data.augment.sheet import warp


@pytest.fixture
def digit(digits):
    """One built-in digit with room around it, float32 (1, 1, 36, 36)."""
    return torch.nn.functional.pad(torch.tensor(digits.train.images[:1]).float(), (4, 4, 4, 4))


def changed(x, turn_deg=0.0, zoom=1.0, lean_deg=0.0, to_side_px=0.0, down_px=0.0):
    values = (math.radians(turn_deg), zoom, math.radians(lean_deg), to_side_px, down_px)
    return warp(x, affine_maps(*torch.tensor(values)[:, None]))


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"turn_deg": 17},
        {"turn_deg": -40},
        {"zoom": 1.3},
        {"zoom": 0.6},
        {"lean_deg": 20},
        {"lean_deg": -35},
        {"to_side_px": 3},
        {"down_px": -2},
        {"turn_deg": 12, "zoom": 0.9, "lean_deg": 15, "to_side_px": 2, "down_px": -3},
    ],
)
@pytest.mark.parametrize("columns", [36, 30])
def test_it_is_what_torchvision_does(digit, change, columns):
    x = digit[..., :columns]
    expected = affine(
        x,
        angle=change.get("turn_deg", 0),
        translate=[change.get("to_side_px", 0), change.get("down_px", 0)],
        scale=change.get("zoom", 1),
        shear=[change.get("lean_deg", 0), 0],
        interpolation=InterpolationMode.BILINEAR,
    )
    torch.testing.assert_close(changed(x, **change), expected, atol=0.02, rtol=0)


def test_nothing_asked_is_the_image_itself(digit):
    torch.testing.assert_close(changed(digit), digit, atol=0.01, rtol=0)


@pytest.mark.parametrize(("to_side_px", "down_px"), [(3, 0), (-2, 0), (0, 4), (-1, 3)])
def test_a_whole_pixel_moves_the_image_as_a_roll_does(digit, to_side_px, down_px):
    expected = digit.roll((down_px, to_side_px), (2, 3))
    torch.testing.assert_close(changed(digit, to_side_px=to_side_px, down_px=down_px), expected, atol=0.02, rtol=0)


@pytest.mark.parametrize("quarters", [1, -1])
def test_a_quarter_turn_is_that_of_numpy(digit, quarters):
    turned = changed(digit, turn_deg=-90 * quarters)  # ours is clockwise
    np.testing.assert_allclose(turned[0, 0].numpy(), np.rot90(digit[0, 0].numpy(), quarters), atol=0.02)


def test_an_oblong_image_is_turned_and_not_sheared():
    x = torch.zeros(1, 1, 20, 40)
    x[..., 8:12, 16:24] = 1  # a lying bar in the middle
    expected = torch.zeros(20, 40)
    expected[6:14, 18:22] = 1
    torch.testing.assert_close(changed(x, turn_deg=90)[0, 0], expected, atol=1e-4, rtol=0)


def test_an_upright_line_leans_by_the_angle_of_the_shear():
    x = torch.zeros(1, 1, 41, 41)
    x[..., 20] = 255
    leaning = changed(x, lean_deg=30)[0, 0, 8:33]
    columns = (leaning * torch.arange(41)).sum(1) / leaning.sum(1)
    per_row = np.polyfit(np.arange(25), columns.numpy(), 1)[0]
    assert math.degrees(math.atan(-per_row)) == pytest.approx(30, abs=0.5)  # rows count downwards: the top goes right


def test_what_comes_in_from_outside_is_ground():
    out = changed(torch.full((1, 1, 28, 28), 255.0), to_side_px=-8)
    assert out[..., -8:].max() < 0.02
    assert out[..., :-8].min() > 254.9
