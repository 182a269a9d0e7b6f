"""With batch normalisation each part of a batch is a batch of its own."""

import copy

import pytest
import torch
from torch.nn import functional

from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import RELU, BatchNorm, Conv, Dense, Flatten, MaxPool
from cnn.model.volume import Volume
from cnn.training.step import Step
from tests.cnn.training.plain import ROWS, config_of, noise


def normalised(*head):
    layers = (
        Conv(filters=4, size=3, bias=False),
        BatchNorm(),
        RELU,
        MaxPool(size=2),
        Flatten(),
        *head,
        Dense(units=10),
    )
    return Architecture(name="normalised", input=Volume(12, 12, 1), layers=layers)


@pytest.mark.parametrize("parts", [1, 2])
def test_batch_normalisation_takes_each_part_by_itself_and_the_running_statistics_of_the_first(threads, parts):
    config = config_of()
    batches = noise(ROWS, config)
    plain = Network(normalised(Dense(units=6), BatchNorm()), seed=3).double()
    network = copy.deepcopy(plain)
    rows, held_out = torch.arange(63), torch.arange(63, ROWS)
    first, *others = (batches.look(share) for share in rows.tensor_split(parts))
    functional.cross_entropy(plain(first[0]), first[1], reduction="sum").div(63).backward()
    statistics = copy.deepcopy(list(plain.buffers()))
    for x, labels in others:
        functional.cross_entropy(plain(x), labels, reduction="sum").div(63).backward()
    for parameter in plain.parameters():
        parameter.data -= config.learning_rate * parameter.grad
    for mine, its in zip(plain.buffers(), statistics, strict=True):
        mine.copy_(its)
    x, labels = batches.look(held_out)
    threads(parts)
    with Step(network, config.changed(momentum=0.0), batches) as learn:
        learn(rows, 0, config.learning_rate)
        judged, _ = learn.judge(held_out)
        assert len(learn.parts) == parts
    torch.testing.assert_close(dict(network.named_parameters()), dict(plain.named_parameters()), rtol=1e-5, atol=1e-7)
    torch.testing.assert_close(list(network.buffers()), statistics)
    assert judged == pytest.approx(functional.cross_entropy(plain.eval()(x), labels).item(), rel=1e-5)


@pytest.mark.parametrize("rows", [2, 3, 5, 17])
@pytest.mark.parametrize("halvings", [0, 3])
def test_no_part_or_piece_is_too_small_for_batch_normalisation(threads, rows, halvings):
    """One image of a vector has no variance; of a last batch of three, two parts would get two and one."""
    config = config_of()
    threads(2)
    batches = noise(ROWS, config, dtype=torch.float32)
    with Step(Network(normalised(Dense(units=6), BatchNorm())), config, batches) as learn:
        learn.halvings = halvings
        learn(torch.arange(rows), 0, 0.01)
        learned = learn.read_meters()[0]
    assert learned > 0
