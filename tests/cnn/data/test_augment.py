"""Augmentation moves, turns and zooms as much as it says, each image by itself, and can be drawn again."""

import numpy as np
import pytest
import torch

from cnn.data import augment
from cnn.data.augment import Augmentation


@pytest.fixture
def digit(digits):
    """One built-in digit, float32 (1, 1, 28, 28)."""
    return torch.tensor(digits.train.images[:1]).float()


def generator(seed=0):
    return torch.Generator().manual_seed(seed)


@pytest.fixture
def draws(monkeypatch):
    """Fixes what is drawn: angle, zoom, to the side, down; each from −1 to 1."""

    def fix(angle=0.0, zoom=0.0, side=0.0, down=0.0):
        fixed = (torch.tensor([angle, zoom, side, down]) + 1) / 2
        monkeypatch.setattr(augment.torch, "rand", lambda _, batch, **__: fixed[:, None].repeat(1, batch))

    return fix


def test_nothing_asked_is_nothing_done(digit):
    assert not Augmentation()
    assert Augmentation().apply(digit, generator()) is digit


@pytest.mark.parametrize("change", [{"shift_px": 2.0}, {"rotation_deg": 30.0}, {"zoom": 0.3}])
def test_a_draw_of_zero_changes_nothing(digit, draws, change):
    draws()
    torch.testing.assert_close(Augmentation(**change).apply(digit, generator()), digit, atol=2e-3, rtol=0)


@pytest.mark.parametrize(("side", "down"), [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (-1.0, 1.0)])
def test_a_whole_pixel_moves_the_image_as_a_roll_does(digit, draws, side, down):
    draws(side=side, down=down)
    padded = torch.nn.functional.pad(digit, (4, 4, 4, 4))
    expected = padded.roll((-3 * int(down), -3 * int(side)), (2, 3))
    torch.testing.assert_close(Augmentation(shift_px=3).apply(padded, generator()), expected, atol=5e-3, rtol=0)


@pytest.mark.parametrize(("angle", "turns"), [(1.0, 1), (-1.0, -1)])
def test_a_quarter_turn_is_that_of_numpy(digit, draws, angle, turns):
    draws(angle=angle)
    turned = Augmentation(rotation_deg=90).apply(digit, generator())
    np.testing.assert_allclose(turned[0, 0].numpy(), np.rot90(digit[0, 0].numpy(), turns), atol=5e-3)


def test_an_oblong_image_is_turned_and_not_sheared(draws):
    draws(angle=1.0)
    x = torch.zeros(1, 1, 20, 40)
    x[..., 8:12, 16:24] = 1  # a lying bar in the middle
    turned = Augmentation(rotation_deg=90).apply(x, generator())[0, 0]
    expected = torch.zeros(20, 40)
    expected[6:14, 18:22] = 1
    torch.testing.assert_close(turned, expected, atol=1e-4, rtol=0)


@pytest.mark.parametrize(("zoom", "side_px"), [(1.0, 18), (-1.0, 6)])
def test_zoom_grows_and_shrinks(draws, zoom, side_px):
    draws(zoom=zoom)
    x = torch.zeros(1, 1, 48, 48)
    x[..., 18:30, 18:30] = 1
    area = Augmentation(zoom=0.5).apply(x, generator()).sum().item()
    assert area == pytest.approx(side_px**2, rel=0.05)


def test_what_comes_in_from_outside_is_ground(draws):
    draws(side=1.0)
    out = Augmentation(shift_px=8).apply(torch.ones(1, 1, 28, 28), generator())
    assert out[..., -8:].abs().max() < 1e-4
    assert out[..., :-8].min() > 0.999


def test_each_image_has_its_own_draw_within_its_bounds():
    x = torch.zeros(400, 1, 28, 28)
    x[:, :, 13:15, 13:15] = 1
    out = Augmentation(shift_px=3).apply(x, generator())[:, 0]
    positions = torch.arange(28) - 13.5
    across = (out.sum(1) * positions).sum(1) / out.sum((1, 2))
    down = (out.sum(2) * positions).sum(1) / out.sum((1, 2))
    for moved in (across, down):
        assert moved.abs().max() <= 3 + 1e-3
        assert moved.min() < -2.8
        assert moved.max() > 2.8
        assert abs(moved.mean().item()) < 0.4
    assert abs(torch.corrcoef(torch.stack((across, down)))[0, 1].item()) < 0.2


def test_the_same_seed_draws_the_same(digit):
    many = digit.repeat(8, 1, 1, 1)
    change = Augmentation(2, 10, 0.1)
    first, again, other = (change.apply(many, generator(seed)) for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)
