"""An epoch is every row once, in an order that depends on seed and epoch alone."""

import numpy as np
import pytest
import torch

from cnn.data.augment import Augmentation
from cnn.data.batches import Batches, step_seed
from cnn.data.normalisation import Normalisation

ROWS = np.array([3, 1, 4, 15, 9, 2, 6, 5, 35, 8])


@pytest.fixture
def make():
    """Batches over forty images that are each filled with their own number."""
    images = torch.arange(40, dtype=torch.uint8)[:, None, None, None].repeat(1, 1, 4, 4)

    def made(batch_size=3, seed=0, normalisation=None, augmentation=None):
        return Batches(
            images,
            torch.arange(40),
            torch.from_numpy(ROWS),
            batch_size,
            seed,
            normalisation or Normalisation(),
            augmentation or Augmentation(),
        )

    return made


def order(batches, epoch):
    return torch.cat([labels for _, labels in batches.epoch(epoch)]).tolist()


@pytest.mark.parametrize("batch_size", [1, 3, 5, 10, 64])
def test_an_epoch_is_every_row_once(make, batch_size):
    batches = make(batch_size)
    sizes = [len(labels) for _, labels in batches.epoch(1)]
    assert sorted(order(batches, 1)) == sorted(ROWS.tolist())
    assert len(sizes) == len(batches)
    assert all(size == batch_size for size in sizes[:-1])


def test_images_and_labels_stay_together(make):
    for x, labels in make().epoch(1):
        assert torch.equal((x[:, 0, 0, 0] * 255).round().long(), labels)
        assert x.dtype == torch.float32


def test_the_order_depends_on_seed_and_epoch_alone(make):
    assert order(make(), 1) == order(make(), 1) == order(make(batch_size=7), 1)
    assert order(make(), 1) != order(make(), 2)
    assert order(make(), 1) != order(make(seed=1), 1)


def test_normalisation_comes_after_augmentation(make):
    normalisation = Normalisation(mean=0.5, std=0.25)
    everything_out = Augmentation(shift_px=400)
    batches = make(batch_size=10, normalisation=normalisation, augmentation=everything_out)
    ((x, _),) = batches.epoch(1)
    assert (x == -2).float().mean() > 0.9  # ground is 0 before it is normalised


def test_augmentation_is_drawn_again_for_the_same_step_and_anew_for_another(make):
    batches = make(batch_size=10, augmentation=Augmentation(shift_px=1))
    ((first, _),) = batches.epoch(1)
    ((again, _),) = batches.epoch(1)
    ((other, labels),) = batches.epoch(2)
    assert torch.equal(first, again)
    assert not torch.equal(first.sort(0).values, other.sort(0).values)
    assert len(labels) == 10


def test_every_step_has_a_seed_of_its_own():
    seeds = {step_seed(seed, epoch, step) for seed in (0, 1, 2**32 - 1) for epoch in range(10) for step in range(10)}
    assert len(seeds) == 300
    assert all(0 <= seed < 2**63 for seed in seeds)
    assert step_seed(1, 2, 3) != step_seed(3, 2, 1)
