"""Loss and accuracy over batches are those over all their images."""

import pytest
import torch
from torch.nn import functional

from cnn.training.meter import Meter, read_all

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def images():
    """The logits of a hundred images and what they show."""
    return torch.randn(100, 10, generator=torch.Generator().manual_seed(0)), torch.arange(100) % 10


def summed(logits, labels):
    return functional.cross_entropy(logits, labels, reduction="sum")


def truth(logits, labels):
    return functional.cross_entropy(logits, labels).item(), (logits.argmax(1) == labels).sum().item() / len(labels)


@pytest.mark.parametrize("meters", [1, 3])
def test_batches_of_any_size_in_any_meter_give_the_mean_over_all_images(images, meters):
    logits, labels = images
    counted = [Meter(CPU) for _ in range(meters)]
    for number, (part, shown) in enumerate(zip(logits.split([64, 35, 1]), labels.split([64, 35, 1]), strict=True)):
        counted[number % meters].add(summed(part, shown), part, shown)
    loss, accuracy = read_all(counted)
    expected_loss, expected_accuracy = truth(logits, labels)
    assert loss == pytest.approx(expected_loss, rel=1e-6)
    assert accuracy == expected_accuracy


def test_what_was_added_before_a_reset_does_not_count(images):
    logits, labels = images
    meter = Meter(CPU)
    meter.add(summed(logits[:40], labels[:40]), logits[:40], labels[:40])
    meter.reset()
    meter.add(summed(logits[40:], labels[40:]), logits[40:], labels[40:])
    assert meter.read() == pytest.approx(truth(logits[40:], labels[40:]), rel=1e-6)


def test_small_losses_after_a_large_one_are_not_lost_to_rounding():
    meter = Meter(CPU)
    loss, logits, labels = torch.tensor(2.0**24), torch.zeros(1, 2), torch.zeros(1, dtype=torch.int64)
    meter.add(loss, logits, labels)
    for _ in range(9):
        meter.add(torch.tensor(1.0), logits, labels)
    assert meter.read()[0] == (2**24 + 9) / 10


def test_nothing_added_reads_as_nothing():
    assert Meter(CPU).read() == (0, 0)
