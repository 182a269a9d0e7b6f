"""A step in parts, in pieces, with shares of the weights is the step of the plain network on the whole batch."""

import pytest
import torch

from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import Dense, Flatten
from cnn.model.volume import Volume
from cnn.training import share
from cnn.training.step import MOST_HALVINGS, Step
from tests.cnn.training.plain import ROWS, config_of, course, moved, noise, numbers, small, train_plainly


@pytest.fixture(autouse=True)
def large_tensors_are_cut(monkeypatch):
    """Two layers of the small network are large enough to be cut, the others are dealt out."""
    monkeypatch.setattr(share, "LARGE", 200)


def trained(config, epochs=2, halvings=0, dtype=torch.float64, dropout=0.0):
    """The small network after its epochs, and what its meters read."""
    network = Network(small(dropout), seed=3).to(dtype)
    with Step(network, config, noise(ROWS, config, dtype=dtype)) as learn:
        learn.halvings = halvings
        for number, rows in enumerate(course(epochs)):
            learn(rows, number, config.learning_rate)
        return network, learn.read_meters()


def plainly_trained(config, epochs=2):
    """The same with the plain network."""
    network = Network(small(), seed=3).double()
    return network, train_plainly(network, config, noise(ROWS, config), course(epochs))


def assert_same_training(found, expected, tolerance):
    (network, (loss, accuracy)), (plain, (plain_loss, plain_accuracy)) = found, expected
    assert (moved(network) - moved(plain)).norm() < tolerance * moved(plain).norm()
    assert loss == pytest.approx(plain_loss, rel=10 * tolerance)
    assert accuracy == pytest.approx(plain_accuracy, abs=1e-9 if tolerance < 1e-3 else 0.02)


SETTINGS = [
    {"optimizer": "rmsprop", "weight_decay": 0.01},
    {"optimizer": "sgd", "weight_decay": 0.01},
    {"optimizer": "sgd", "momentum": 0.0},
    {"optimizer": "adam"},
    {"optimizer": "adamw", "weight_decay": 0.1},
    {"label_smoothing": 0.2},
    {"gradient_clip": 0.1},
    {"gradient_clip": 0.1, "optimizer": "adamw", "label_smoothing": 0.1},
    {"gradient_clip": 100.0},
]


@pytest.mark.parametrize("parts", [1, 2, 3, 4])
@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_a_step_in_parts_is_that_of_the_plain_network(threads, settings, parts):
    config = config_of(**settings)
    expected = plainly_trained(config)
    threads(parts)
    assert_same_training(trained(config), expected, tolerance=1e-5)


@pytest.mark.parametrize("parts", [1, 2, 4])
def test_muon_in_parts_is_that_of_pytorch_on_filters_as_rows(threads, parts):
    """As nearly as bfloat16 lets it be, in which it makes a step orthogonal."""
    config = config_of(optimizer="muon", weight_decay=0.01)
    expected = plainly_trained(config)
    threads(parts)
    assert_same_training(trained(config), expected, tolerance=0.02)


@pytest.mark.parametrize("halvings", range(1, MOST_HALVINGS + 1))
@pytest.mark.parametrize("parts", [1, 3])
def test_a_step_in_pieces_is_the_same_step(threads, parts, halvings):
    config = config_of(label_smoothing=0.1, gradient_clip=0.5)
    expected = plainly_trained(config)
    threads(parts)
    assert_same_training(trained(config, halvings=halvings), expected, tolerance=1e-5)


@pytest.mark.parametrize("parts", [1, 4])
def test_in_float32_rounding_is_all_that_differs(threads, parts):
    config = config_of()
    expected = plainly_trained(config)
    threads(parts)
    assert_same_training(trained(config, dtype=torch.float32), expected, tolerance=1e-4)


def test_pieces_are_halved_three_times_and_no_more():
    config = config_of()
    learn = Step(Network(small()), config, noise(64, config, dtype=torch.float32))
    assert [learn.halve() for _ in range(5)] == [True] * 3 + [False] * 2
    assert learn.halvings == 3


@pytest.mark.parametrize("clip", [0.0, 0.5])
@pytest.mark.parametrize("parts", [1, 2, 4])
def test_a_network_of_fewer_layers_than_threads_is_trained_too(threads, parts, clip):
    linear = Architecture(name="linear", input=Volume(12, 12, 1), layers=(Flatten(), Dense(units=10, bias=False)))
    config = config_of(gradient_clip=clip)
    batches = noise(ROWS, config)
    network, plain = (Network(linear, seed=3).double() for _ in range(2))
    train_plainly(plain, config, batches, course(1))
    threads(parts)
    with Step(network, config, batches) as learn:
        for rows in course(1):
            learn(rows, 0, config.learning_rate)
    torch.testing.assert_close(numbers(network), numbers(plain), rtol=1e-5, atol=1e-6)
