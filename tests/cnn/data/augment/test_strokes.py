"""Strokes get thicker and thinner by as much as is said, and a thin one never vanishes."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy.ndimage import generate_binary_structure, grey_closing, grey_dilation, grey_erosion, grey_opening

from cnn.data.augment.strokes import thicken

CROSS = generate_binary_structure(2, 1)


def bar(width):
    """An upright bar, ``width`` pixels wide, across 28×28."""
    x = torch.zeros(1, 1, 28, 28)
    x[..., 12 : 12 + width] = 255
    return x


def thickened(x, by_px, most_px=2.0):
    return thicken(x, torch.full((len(x),), float(by_px)), most_px)


def drawn(name):
    """A line one pixel wide."""
    x = torch.zeros(28, 28)
    steps = torch.arange(6, 22)
    if name == "upright":
        x[steps, 14] = 255
    elif name == "lying":
        x[14, steps] = 255
    elif name == "diagonal":
        x[steps, steps] = 255
    elif name == "staircase":
        x[steps, steps] = x[steps, steps + 1] = 255
    elif name == "frame":
        x[6, 6:22] = x[21, 6:22] = x[6:22, 6] = x[6:22, 21] = 255
    elif name == "dot":
        x[14, 14] = 255
    return x[None, None]


LINES = ["upright", "lying", "diagonal", "staircase", "frame", "dot"]


@pytest.mark.parametrize("by_px", [-2, -1.25, -1, -0.5, 0, 0.5, 1, 1.5, 2])
def test_the_width_of_a_stroke_changes_by_twice_as_much(by_px):
    width = thickened(bar(5), by_px)[0, 0, 14].sum() / 255
    assert width.item() == pytest.approx(5 + 2 * by_px, abs=1e-4)


def test_thickening_is_a_dilation_but_where_the_ground_is_too_narrow(digits):
    x = digits.train.images[0, 0].astype(np.float32)
    dilated = grey_dilation(x, footprint=CROSS, mode="nearest")
    expected = x + dilated - grey_closing(x, footprint=CROSS, mode="nearest")
    np.testing.assert_array_equal(thickened(torch.tensor(x)[None, None], 1)[0, 0].numpy(), expected)


def test_thinning_is_an_erosion_but_where_the_stroke_is_too_narrow(digits):
    x = digits.train.images[0, 0].astype(np.float32)
    eroded = grey_erosion(x, footprint=CROSS, mode="nearest")
    expected = x + eroded - grey_opening(x, footprint=CROSS, mode="nearest")
    np.testing.assert_array_equal(thickened(torch.tensor(x)[None, None], -1)[0, 0].numpy(), expected)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("by_px", [-0.5, -1, -2])
def test_a_line_one_pixel_wide_is_never_thinned(line, by_px):
    assert torch.equal(thickened(drawn(line), by_px), drawn(line))


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("by_px", [0.5, 1, 2])
def test_a_gap_one_pixel_wide_is_never_closed(line, by_px):
    paper = 255 - drawn(line)
    assert torch.equal(thickened(paper, by_px), paper)


@pytest.mark.parametrize("line", LINES)
def test_a_line_one_pixel_wide_is_thickened(line):
    assert thickened(drawn(line), 1).sum() > 1.9 * drawn(line).sum()


@given(seed=st.integers(0, 999), share=st.floats(0.01, 0.99), by_px=st.floats(-1, 1))
def test_by_up_to_a_pixel_the_brightest_ink_keeps_half_of_its_brightness(seed, share, by_px):
    random = np.random.default_rng(seed)
    pixels = random.integers(0, 256, (1, 1, 12, 12)) * (random.random((1, 1, 12, 12)) < share)
    x = torch.tensor(pixels, dtype=torch.float32)
    assert thickened(x, by_px, most_px=1).max() >= x.max() / 2


@given(seed=st.integers(0, 99), by_px=st.floats(-2, 2))
def test_thinning_only_takes_and_thickening_only_adds(seed, by_px):
    x = torch.tensor(np.random.default_rng(seed).integers(0, 256, (1, 1, 9, 9)), dtype=torch.float32)
    more = thickened(x, by_px) - x
    assert (more.sign() * np.sign(by_px)).min() >= 0 or by_px == 0
    assert by_px != 0 or more.abs().max() == 0


def test_real_strokes_lose_and_gain_about_half_of_their_ink(digits):
    x = torch.tensor(digits.train.images[:200]).float()
    for by_px, low, high in ((-1, 0.4, 0.9), (1, 1.2, 2.2)):
        changed = thickened(x, by_px)
        assert low < (changed.sum() / x.sum()).item() < high
        assert changed.amax((1, 2, 3)).min() > 127  # every one can still be read


def test_each_image_has_an_amount_of_its_own():
    changed = thicken(bar(5).repeat(3, 1, 1, 1), torch.tensor([-1.0, 0.0, 1.0]), most_px=1)
    assert (changed[:, 0, 14].sum(1) / 255).tolist() == pytest.approx([3, 5, 7])
