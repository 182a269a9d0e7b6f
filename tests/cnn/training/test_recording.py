"""A recorded step is the step itself: the same weights, and rows, rates and random numbers of its own each time."""

from __future__ import annotations

from functools import partial

import pytest
import torch

from cnn.data.batches import step_seed
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import Dense, Flatten
from cnn.model.volume import Volume
from cnn.training import step
from cnn.training.optimizers import make_optimizers
from cnn.training.recording import record_on_cuda, recorder_for
from cnn.training.step import Step
from tests.cnn.training.recorded import (
    ALL,
    BATCH,
    NETWORK,
    RATES,
    ROWS,
    Tape,
    computing,
    config_of,
    noise,
    replaying,
    trained,
    weights_of,
)

needs_card = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA card")


@pytest.fixture
def tape(monkeypatch):
    """A recorder in the place of the card's."""
    tape = Tape()
    monkeypatch.setattr(step, "recorder_for", lambda _: tape.record)
    return tape


@pytest.fixture(params=["cpu", pytest.param("cuda", marks=needs_card)])
def device(request, monkeypatch):
    """Where it is recorded: by a tape on the CPU, as a CUDA graph on a card."""
    if request.param == "cpu":
        monkeypatch.setattr(step, "recorder_for", lambda _: Tape().record)
    return torch.device(request.param)


SETTINGS = [
    {"optimizer": "rmsprop", "weight_decay": 0.01},
    {"optimizer": "sgd", "weight_decay": 0.01},
    {"optimizer": "sgd", "momentum": 0.0},
    {"optimizer": "adam"},
    {"optimizer": "adamw", "weight_decay": 0.1},
    {"optimizer": "muon", "weight_decay": 0.01},
    {"gradient_clip": 0.1, "label_smoothing": 0.1},
    {"average_decay": 0.9},
]


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_replayed_steps_train_as_steps_that_are_computed(device, settings):
    config = config_of(**settings)
    replayed, computed = (trained(config, prepare, device) for prepare in (replaying, computing))
    torch.testing.assert_close(replayed, computed, rtol=1e-4, atol=1e-5)


def test_augmentation_is_drawn_anew_for_every_replay(device):
    config = config_of(optimizer="sgd")
    replayed, computed = (trained(config, prepare, device, ALL) for prepare in (replaying, computing))
    torch.testing.assert_close(replayed, computed, rtol=1e-4, atol=1e-5)
    assert replayed[2] != trained(config, replaying, device)[2]


@pytest.mark.parametrize("name", ["rmsprop", "sgd", "adam", "adamw", "muon"])
def test_a_rate_on_the_device_makes_the_steps_of_the_same_rate_as_a_number(device, name):
    config = config_of(optimizer=name, weight_decay=0.1)

    def weights_after(kind):
        generator = torch.Generator().manual_seed(0)
        kinds = {"matrices": (6, 4), "decayed": (7,), "spared": (3,)}
        weights = {it: torch.randn(shape, generator=generator).to(device) for it, shape in kinds.items()}
        optimizers = make_optimizers(config, **{it: [weight] for it, weight in weights.items()})
        for rate in (0.5, 0.01, 0.1):
            for weight in weights.values():
                weight.grad = torch.randn(weight.shape, generator=generator).to(device)
            for optimizer in optimizers:
                for group in optimizer.param_groups:
                    group["lr"] = kind(rate)
                optimizer.step()
        return weights

    of_tensors, of_numbers = (weights_after(kind) for kind in (partial(torch.tensor, device=device), float))
    torch.testing.assert_close(of_tensors, of_numbers, rtol=1e-5, atol=1e-6)


def test_whole_batches_are_replayed_and_the_rest_is_computed(tape):
    config = config_of()
    batches = noise(config)
    learn = Step(Network(NETWORK), config, batches)
    learn.warm_up()
    for rows in batches.epoch(0):
        learn(rows, 0, 0.01)
    assert tape.replayed == ROWS // BATCH


def test_a_replay_is_of_its_own_rows_rate_and_seed(tape):
    """Each of them alone makes another step, and the same three make the same one."""
    config = config_of(optimizer="sgd", momentum=0.0)
    batches = noise(config)

    def weights_after(rows=slice(BATCH), seed=1, rate=0.1):
        learn = Step(Network(NETWORK, seed=3), config, batches)
        learn.warm_up()
        learn(batches.rows[rows], seed, rate)
        return torch.cat([it.detach().flatten() for it in learn.parts[0].network.parameters()])

    as_it_was = weights_after()
    assert (weights_after() == as_it_was).all()
    for other in ({"rows": slice(BATCH, 2 * BATCH)}, {"seed": 2}, {"rate": 0.2}):
        assert not torch.allclose(weights_after(**other), as_it_was)


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_warming_up_changes_nothing_that_counts(device, settings):
    """Computed steps after it, of whatever an optimizer remembers, are those of a training without it."""
    config = config_of(**settings)
    network = Network(NETWORK, seed=3).to(device)
    before = weights_of(network)
    batches = noise(config, device)
    learn = Step(network, config, batches)
    learn.warm_up()
    assert learn.read_meters() == (0, 0)
    torch.testing.assert_close(weights_of(network), before, rtol=0, atol=0)
    learn._recording = None
    for epoch, rate in enumerate(RATES):
        for number, rows in enumerate(batches.epoch(epoch)):
            learn(rows, step_seed(0, epoch, number), rate)
    torch.testing.assert_close(weights_of(network), trained(config, computing, device)[0], rtol=1e-5, atol=1e-6)


def test_the_recorded_step_reads_no_number_back_though_all_settings_are_on(tape):
    """A recording on a card is lost where the CPU asks for a number."""
    config = config_of(optimizer="muon", weight_decay=0.1, average_decay=0.9, gradient_clip=1.0, label_smoothing=0.1)
    warm_up = Step(Network(NETWORK), config, noise(config, augmentation=ALL)).warm_up()
    assert warm_up.replays
    assert warm_up.why_not == ""
    assert warm_up.time_s > 0


def test_for_want_of_memory_the_recording_is_dropped(tape):
    config = config_of()
    batches = noise(config)
    learn = Step(Network(NETWORK), config, batches)
    learn.warm_up()
    assert learn.halve()
    learn(batches.rows[:BATCH], 0, 0.01)
    assert tape.replayed == 0
    assert learn.read_meters()[0] > 0


def test_nothing_is_recorded_on_other_devices_in_parts_or_without_a_whole_batch(tape, threads):
    config = config_of(batch_size=64)
    assert Step(Network(NETWORK), config, noise(config)).warm_up() is None
    threads(2)
    plain = Architecture(name="plain", input=Volume(10, 10, 1), layers=(Flatten(), Dense(units=10)))
    config = config_of(batch_size=32)
    assert len((learn := Step(Network(plain), config, noise(config))).parts) == 2
    assert learn.warm_up() is None
    assert tape.operations == []
    assert recorder_for(torch.device("cpu")) is recorder_for(torch.device("mps")) is None
    assert recorder_for(torch.device("cuda")) is record_on_cuda


def test_a_recording_is_given_up_when_training_is_over(tape):
    config = config_of()
    learn = Step(Network(NETWORK), config, noise(config))
    with learn:
        learn.warm_up()
    learn(torch.arange(BATCH), 0, 0.01)
    assert tape.replayed == 0
