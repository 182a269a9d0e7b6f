"""Loss and accuracy over batches are those over all their images."""

import pytest
import torch
from torch.nn import functional

from cnn.training.meter import Meter


def test_batches_of_any_size_give_the_mean_over_all_images():
    generator = torch.Generator().manual_seed(0)
    logits, labels = torch.randn(100, 10, generator=generator), torch.arange(100) % 10
    meter = Meter(torch.device("cpu"))
    for part, truth in zip(logits.split([64, 35, 1]), labels.split([64, 35, 1]), strict=True):
        meter.add(functional.cross_entropy(part, truth), part, truth)
    loss, accuracy = meter.read()
    assert loss == pytest.approx(functional.cross_entropy(logits, labels).item(), rel=1e-6)
    assert accuracy == (logits.argmax(1) == labels).sum().item() / 100


def test_nothing_added_reads_as_nothing():
    assert Meter(torch.device("cpu")).read() == (0, 0)
