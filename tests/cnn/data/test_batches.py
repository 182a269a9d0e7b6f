"""An epoch is every row once, in an order that depends on seed and epoch alone; images are read where they lie."""

import warnings

import numpy as np
import pytest
import torch

from cnn.data.augment import Augmentation
from cnn.data.batches import Batches, as_tensor, step_seed
from cnn.data.normalisation import Normalisation

ROWS = np.array([3, 1, 4, 15, 9, 2, 6, 5, 35, 8])
CPU = torch.device("cpu")


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
    return torch.cat(list(batches.epoch(epoch))).tolist()


def drawing(seed):
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize("batch_size", [1, 3, 5, 10, 64])
def test_an_epoch_is_every_row_once(make, batch_size):
    batches = make(batch_size)
    sizes = [len(rows) for rows in batches.epoch(1)]
    assert sorted(order(batches, 1)) == sorted(ROWS.tolist())
    assert len(sizes) == len(batches)
    assert all(size == batch_size for size in sizes[:-1])


def test_the_order_depends_on_seed_and_epoch_alone(make):
    assert order(make(), 1) == order(make(), 1) == order(make(batch_size=7), 1)
    assert order(make(), 1) != order(make(), 2)
    assert order(make(), 1) != order(make(seed=1), 1)


@pytest.mark.parametrize("augmentation", [Augmentation(), Augmentation(erase=0.001)], ids=["as they are", "augmented"])
def test_images_and_labels_stay_together(make, augmentation):
    rows = torch.tensor([35, 1, 9])
    for x, labels in (make(augmentation=augmentation).load(rows, drawing(0)), make().look(rows)):
        assert labels.tolist() == [35, 1, 9]
        assert torch.equal((x[:, 0, 0, 0] * 255).round().long(), labels)
        assert (x.dtype, x.shape) == (torch.float32, (3, 1, 4, 4))


def test_normalisation_comes_after_augmentation(make):
    everything_out = Augmentation(shift_px=400)
    batches = make(normalisation=Normalisation(mean=0.5, std=0.25), augmentation=everything_out)
    x, _ = batches.load(torch.arange(10), drawing(1))
    assert (x == -2).float().mean() > 0.9  # ground is 0 before it is normalised


def test_augmentation_is_what_the_generator_draws(make):
    batches, rows = make(augmentation=Augmentation(shift_px=1)), torch.arange(10)
    first, again, other = (batches.load(rows, drawing(seed))[0] for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_looking_at_images_changes_nothing(make):
    rows = torch.arange(10)
    assert torch.equal(make(augmentation=Augmentation(shift_px=1)).look(rows)[0], make().look(rows)[0])


def test_every_step_has_a_seed_of_its_own():
    seeds = {step_seed(seed, epoch, step) for seed in (0, 1, 2**32 - 1) for epoch in range(10) for step in range(10)}
    assert len(seeds) == 300
    assert all(0 <= seed < 2**63 for seed in seeds)
    assert step_seed(1, 2, 3) != step_seed(3, 2, 1)


@pytest.fixture
def always_warned():
    """PyTorch repeats warnings that it otherwise gives once a process."""
    before = torch.is_warn_always_enabled()
    torch.set_warn_always(True)
    yield
    torch.set_warn_always(before)


@pytest.fixture
def mapped(tmp_path):
    """Six images on disk, mapped into memory only to be read."""
    path = tmp_path / "images.npy"
    np.save(path, np.arange(6 * 16, dtype=np.uint8).reshape(6, 1, 4, 4))
    return np.load(path, mmap_mode="r")


@pytest.mark.usefixtures("always_warned")
def test_a_mapped_data_set_is_neither_copied_nor_warned_of(mapped):
    with pytest.warns(UserWarning, match="not writ"):
        torch.from_numpy(mapped)  # what would be said otherwise
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tensor = as_tensor(mapped, CPU)
    assert tensor.data_ptr() == mapped.ctypes.data
    assert torch.equal(tensor, torch.tensor(mapped))


@pytest.mark.parametrize("dtype", [np.uint8, np.int64])
def test_an_array_in_memory_is_used_where_it_lies(dtype):
    array = np.arange(5, dtype=dtype)
    tensor = as_tensor(array, CPU)
    array[2] = 77
    assert tensor.tolist() == [0, 1, 77, 3, 4]
    assert tensor.dtype == torch.from_numpy(array).dtype


@pytest.mark.parametrize(
    "augmentation", [Augmentation(), Augmentation(shift_px=1, thickness_px=1, erase=0.5)], ids=bool
)
@pytest.mark.parametrize("normalisation", [Normalisation(), Normalisation(mean=0.1, std=0.3)], ids=["plain", "mean"])
def test_loading_never_writes_to_the_images(mapped, normalisation, augmentation):
    """Writing to this memory would end the process."""
    labels, rows = torch.arange(6), torch.arange(6)
    batches = Batches(as_tensor(mapped, CPU), labels, rows, 6, 0, normalisation, augmentation)
    before = mapped.copy()
    batches.load(rows, drawing(0))[0].add_(1)
    batches.look(rows)[0].add_(1)
    assert np.array_equal(mapped, before)
