"""Augmentation keeps to its bounds, each image by itself, and can be drawn again."""

import dataclasses
import threading

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from cnn.data.augment import Augmentation
from cnn.training.config import TrainingConfig
from cnn.training.settings.augmentation import AugmentationSettings

KINDS = [field.name for field in dataclasses.fields(Augmentation)]
EVERYTHING = Augmentation(2, 10, 0.1, 10, 1, 1.5, 0.3)


@pytest.fixture
def some(digits):
    """Sixteen built-in digits, float32 (16, 1, 28, 28), 0–255."""
    return torch.tensor(digits.train.images[:16]).float()


def generator(seed=0):
    return torch.Generator().manual_seed(seed)


def only(kind):
    """Nothing but this kind, at a setting it is bound to show at."""
    return Augmentation(**{kind: {"rotation_deg": 20, "shear_deg": 20}.get(kind, 0.4)})


def blocks(count):
    """Bright blocks of 2×2 in the middle of 28×28."""
    x = torch.zeros(count, 1, 28, 28)
    x[:, :, 13:15, 13:15] = 255
    return x


def test_there_is_a_kind_for_every_setting():
    assert set(KINDS) == set(AugmentationSettings.model_fields)


@pytest.mark.parametrize("kind", KINDS)
def test_settings_become_the_kind_of_the_same_name(kind):
    assert Augmentation.of(TrainingConfig(**{kind: 0.4})) == Augmentation(**{kind: 0.4})


def test_nothing_asked_is_nothing_done(some):
    assert not Augmentation()
    assert Augmentation().apply(some, generator()) is some


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_alone_changes_the_images_and_leaves_those_it_was_given(some, kind):
    given_images = some.clone()
    assert only(kind)
    assert (only(kind).apply(some, generator()) - some).abs().max() > 20
    assert torch.equal(some, given_images)


@pytest.mark.parametrize("kind", KINDS)
def test_every_image_has_a_draw_of_its_own(some, kind):
    same = some[:1].repeat(32, 1, 1, 1)
    changed = only(kind).apply(same, generator()).flatten(1)
    assert len(changed.unique(dim=0)) > 12  # some rectangles fall on the ground and erase nothing


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_draws_the_same(some, kind):
    first, again, other = (only(kind).apply(some, generator(seed)) for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_two_threads_do_not_disturb_each_other(some):
    alone = [EVERYTHING.apply(some, generator(seed)) for seed in (1, 2)]
    together = {}

    def draw_often(seed):
        for _ in range(10):
            together[seed] = EVERYTHING.apply(some, generator(seed))

    threads = [threading.Thread(target=draw_often, args=(seed,)) for seed in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert torch.equal(together[1], alone[0])
    assert torch.equal(together[2], alone[1])


def test_nothing_is_read_back_from_the_device():
    """Tensors of the meta device have no values: whoever asks for one, as a synchronisation does, fails."""
    x = torch.empty(4, 3, 28, 28, device="meta")
    changed = EVERYTHING.apply(x, generator())
    assert changed.device == x.device
    assert changed.shape == x.shape


def within(kind):
    """What the setting of this name allows."""
    bounds = AugmentationSettings.model_fields[kind].metadata
    return st.floats(0, next(bound.le for bound in bounds if hasattr(bound, "le")))


@given(
    change=st.builds(Augmentation, **{kind: within(kind) for kind in KINDS}),
    shape=st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 32), st.integers(1, 32)),
    seed=st.integers(0, 99),
)
def test_any_image_keeps_its_form_and_stays_within_the_range_of_a_pixel(change, shape, seed):
    x = torch.rand(shape, generator=generator(seed)).mul(300).clamp(0, 255)
    changed = change.apply(x, generator(seed))
    assert changed.shape == x.shape
    assert changed.dtype == torch.float32
    assert changed.min() >= 0  # false for NaN too
    assert changed.max() <= 255


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_page_stays_empty(kind):
    page = torch.zeros(4, 1, 28, 28)
    assert torch.equal(only(kind).apply(page, generator()), page)


def test_all_channels_of_an_image_are_changed_alike(some):
    colours = some.repeat(1, 3, 1, 1)
    changed = EVERYTHING.apply(colours, generator())
    torch.testing.assert_close(changed, EVERYTHING.apply(some, generator()).repeat(1, 3, 1, 1))


def test_shifts_are_drawn_evenly_within_their_bounds_and_apart_for_either_axis():
    changed = Augmentation(shift_px=3).apply(blocks(400), generator())[:, 0]
    positions = torch.arange(28) - 13.5
    across = (changed.sum(1) * positions).sum(1) / changed.sum((1, 2))
    down = (changed.sum(2) * positions).sum(1) / changed.sum((1, 2))
    for moved in (across, down):
        assert moved.abs().max() <= 3 + 1e-3
        assert moved.min() < -2.8
        assert moved.max() > 2.8
        assert abs(moved.mean().item()) < 0.4
    assert abs(torch.corrcoef(torch.stack((across, down)))[0, 1].item()) < 0.2


def test_zooms_are_drawn_within_their_bounds():
    x = torch.zeros(400, 1, 48, 48)
    x[..., 12:36, 12:36] = 255
    sides = Augmentation(zoom=0.2).apply(x, generator()).sum((1, 2, 3)).div(255).sqrt() / 24
    assert sides.min() == pytest.approx(0.8, abs=0.02)
    assert sides.max() == pytest.approx(1.2, abs=0.02)


def test_elastic_displacements_are_as_large_as_the_setting_says():
    """Where a block in the middle and one near a corner are found, over many draws."""
    for row, column in ((13, 13), (5, 20)):
        x = torch.zeros(3000, 1, 28, 28)
        x[:, :, row : row + 2, column : column + 2] = 255
        changed = Augmentation(elastic_px=1).apply(x, generator())[:, 0]
        positions = torch.arange(28) - 0.5
        across = (changed.sum(1) * positions).sum(1) / changed.sum((1, 2)) - column
        down = (changed.sum(2) * positions).sum(1) / changed.sum((1, 2)) - row
        for moved in (across, down):
            assert abs(moved.mean().item()) < 0.1
            assert 0.75 < moved.square().mean().sqrt().item() < 1.25


def test_strokes_become_thicker_in_half_of_the_images_and_thinner_in_the_other(some):
    ink = Augmentation(thickness_px=1).apply(some.repeat(20, 1, 1, 1), generator()).sum((1, 2, 3))
    ratio = ink / some.sum((1, 2, 3)).repeat(20)
    assert 0.4 < (ratio > 1).float().mean() < 0.6
    assert ratio.max() > 1.3
    assert ratio.min() < 0.8


def test_rectangles_are_erased_everywhere_and_none_is_larger_than_asked():
    erased = Augmentation(erase=0.25).apply(torch.full((2000, 1, 28, 28), 255.0), generator())[:, 0] == 0
    assert erased.any(1).sum(1).max() == 7  # columns
    assert erased.any(2).sum(1).max() == 7  # rows
    assert erased.flatten(1).sum(1).max() <= 49
    everywhere = erased.float().mean(0)
    assert everywhere.min() > 0
    # The middle is any place of the image: a corner is reached from one side on either axis, the middle from two.
    assert everywhere[10:18, 10:18].mean() == pytest.approx(0.25**2 / 4, rel=0.2)
