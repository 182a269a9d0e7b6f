"""A part learns from its share of a batch as if it were the whole network, over the very same weights."""

import pytest
import torch
from torch.nn import functional

from cnn.data.augment import Augmentation
from cnn.model.build import Network
from cnn.training.config import TrainingConfig
from cnn.training.meter import Meter
from cnn.training.part import Part, twin
from tests.cnn.training.plain import noise, small

CONFIG = TrainingConfig()


def part_of(batches, dropout=0.0, numbers=torch.float32, smoothing=0.0):
    return Part(Network(small(dropout), seed=3), batches, numbers, smoothing)


def gradients(network):
    return [parameter.grad.clone() for parameter in network.parameters()]


def learned(part, seed, rows=None):
    """The gradients after learning from ``rows`` (all of eight) once."""
    part.forget()
    rows = torch.arange(8) if rows is None else rows
    part.reseed(seed)
    part.learn(rows, len(rows))
    return gradients(part.network)


def same(one, other):
    return all(torch.equal(a, b) for a, b in zip(one, other, strict=True))


def test_a_twin_is_over_the_same_memory_with_gradients_of_its_own():
    batches = noise(8, CONFIG, dtype=torch.float32)
    first = part_of(batches)
    second = Part(twin(first.network), batches, torch.float32, 0.0)
    learned(second, seed=0)
    for mine, its in zip(first.network.parameters(), second.network.parameters(), strict=True):
        assert mine is not its
        assert mine.data_ptr() == its.data_ptr()
        assert mine.stride() == its.stride()
        assert mine.grad is None
        assert its.grad.abs().max() > 0
    with torch.no_grad():
        first.network.layers[3].weight.fill_(5)
    assert (second.network.layers[3].weight == 5).all()


def test_shares_of_a_batch_add_up_to_the_gradient_of_its_mean_loss():
    batches = noise(8, CONFIG)
    part = Part(Network(small(), seed=3).double(), batches, torch.float32, 0.2)
    part.forget()
    for rows in torch.arange(8).split([5, 1, 2]):
        part.learn(rows, 8)
    plain = Network(small(), seed=3).double()
    functional.cross_entropy(plain(batches.images / 255), batches.labels, label_smoothing=0.2).backward()
    torch.testing.assert_close(gradients(part.network), gradients(plain), rtol=1e-5, atol=1e-8)


def test_only_a_batch_that_was_ended_is_counted_and_only_once():
    batches = noise(8, CONFIG, dtype=torch.float32)
    part = part_of(batches)
    learned(part, seed=0)
    assert part.meter.read() == (0, 0)
    learned(part, seed=0, rows=torch.arange(5))
    part.count()
    x, labels = batches.look(torch.arange(5))
    assert part.meter.read()[0] == pytest.approx(functional.cross_entropy(part.network(x), labels).item(), rel=1e-5)


@pytest.mark.parametrize("dropout", [0.0, 0.5])
@pytest.mark.parametrize("augmentation", [None, Augmentation(shift_px=2)], ids=["as they are", "moved"])
def test_everything_random_comes_from_the_seed(dropout, augmentation):
    part = part_of(noise(8, CONFIG, augmentation, torch.float32), dropout)
    first, again, other = (learned(part, seed) for seed in (1, 1, 2))
    assert same(first, again)
    assert same(first, other) == (not dropout and augmentation is None)


def test_augmentation_and_dropout_draw_from_streams_of_their_own():
    part = part_of(noise(8, CONFIG, dtype=torch.float32), dropout=0.5)
    drawn = []
    for seed in range(50):
        part.reseed(seed)
        drawn.append(torch.stack([torch.rand(1000, generator=generator) for generator in part.generators]))
    every = torch.stack(drawn).flatten(0, 1)
    correlations = torch.corrcoef(every) - torch.eye(len(every))
    assert correlations.abs().max() < 6 / 1000**0.5  # six standard deviations of chance
    part.reseed(3)
    assert torch.equal(torch.rand(1000, generator=part.generators[0]), drawn[3][0])


def test_a_network_that_came_to_predict_learns_as_one_that_came_to_learn():
    batches = noise(8, CONFIG, dtype=torch.float32)
    fresh, used = Network(small(dropout=0.5), seed=3), Network(small(dropout=0.5), seed=3).eval()
    parts = [Part(network, batches, torch.float32, 0.0) for network in (fresh, used)]
    assert same(*(learned(part, seed=1) for part in parts))
    for part in parts:
        part.judge(torch.arange(8), Meter(torch.device("cpu")))
    assert same(*(learned(part, seed=1) for part in (parts[0], part_of(batches, dropout=0.5))))


@pytest.mark.parametrize("numbers", [torch.float32, torch.bfloat16])
def test_judging_looks_at_images_as_they_are_and_leaves_no_trace(numbers):
    batches = noise(30, CONFIG, Augmentation(shift_px=4), torch.float32)
    part = part_of(batches, dropout=0.5, numbers=numbers, smoothing=0.3)
    meter = Meter(torch.device("cpu"))
    part.judge(torch.arange(30), meter)
    with torch.no_grad():
        logits = Network(small(), seed=3)(batches.images / 255)
    loss, accuracy = meter.read()
    assert loss == pytest.approx(
        functional.cross_entropy(logits, batches.labels).item(), rel=1e-5 if numbers == torch.float32 else 0.01
    )
    assert accuracy == pytest.approx(
        (logits.argmax(1) == batches.labels).double().mean().item(), abs=0 if numbers == torch.float32 else 0.1
    )
    assert all(parameter.grad is None for parameter in part.network.parameters())
    assert part.meter.read() == (0, 0)


def test_bfloat16_gradients_are_float32_and_nearly_those_of_float32():
    batches = noise(64, CONFIG, dtype=torch.float32)
    exact, rough = (
        learned(part_of(batches, numbers=it), 0, torch.arange(64)) for it in (torch.float32, torch.bfloat16)
    )
    assert all(gradient.dtype == torch.float32 for gradient in rough)
    exact, rough = (torch.cat([it.flatten() for it in every]) for every in (exact, rough))
    assert 0 < (rough - exact).norm() < 0.05 * exact.norm()
