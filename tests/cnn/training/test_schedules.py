"""The learning rate over time: constant, PyTorch's one cycle and cosine, steps, each after its warm-up."""

import pytest
import torch

from cnn.training.config import TrainingConfig
from cnn.training.schedules import learning_rate, one_cycle

STEPS = 2_000
PER_EPOCH = 10


def course(epochs=6, **settings):
    """The rate at every step, ten steps an epoch."""
    config = TrainingConfig(**{"learning_rate": 1.0, "epochs": epochs, **settings})
    return [learning_rate(config, step, epochs * PER_EPOCH, PER_EPOCH) for step in range(epochs * PER_EPOCH)]


@pytest.mark.parametrize("schedule", ["constant", "plateau"])
def test_constant_is_constant_and_a_plateau_is_planned_so(schedule):
    assert set(course(schedule=schedule, learning_rate=0.02)) == {0.02}


def test_one_cycle_is_that_of_pytorch():
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.5, total_steps=STEPS, cycle_momentum=False)
    config = TrainingConfig(learning_rate=0.5, schedule="one_cycle")
    for step in range(STEPS):
        # PyTorch's peak is a step earlier, hence the tolerance of a step's difference.
        assert learning_rate(config, step, STEPS, STEPS) == pytest.approx(
            schedule.get_last_lr()[0], abs=0.5 * 3 / STEPS
        )
        optimizer.step()
        if step < STEPS - 1:
            schedule.step()


def test_one_cycle_rises_to_its_peak_and_falls_to_nothing():
    rates = [one_cycle(step / 1000) for step in range(1001)]
    assert rates[0] == pytest.approx(1 / 25)
    assert rates[-1] == pytest.approx(1 / 250_000)
    peak = rates.index(max(rates))
    assert peak == 300
    assert rates[: peak + 1] == sorted(rates[: peak + 1])
    assert rates[peak:] == sorted(rates[peak:], reverse=True)


def test_one_cycle_has_a_rise_of_its_own_and_no_warm_up():
    assert course(schedule="one_cycle", warmup_epochs=2) == course(schedule="one_cycle")


def test_cosine_is_that_of_pytorch():
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=6 * PER_EPOCH)
    expected = []
    for _ in range(6 * PER_EPOCH):
        expected.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    assert course(schedule="cosine") == pytest.approx(expected)


def test_cosine_goes_down_to_nearly_nothing_over_what_the_warm_up_leaves():
    rates = course(schedule="cosine", warmup_epochs=2)
    assert rates[19] == rates[20] == 1
    assert rates[40] == pytest.approx(0.5)
    assert 0 < rates[-1] < 0.01


def test_steps_go_down_every_so_many_epochs():
    rates = course(schedule="step", decay_every=2, decay_factor=0.1)
    assert rates == pytest.approx([1.0] * 20 + [0.1] * 20 + [0.01] * 20)


@pytest.mark.parametrize("schedule", ["constant", "cosine", "step", "plateau"])
def test_the_warm_up_rises_evenly_to_the_rate_and_no_step_stands_still(schedule):
    rates = course(schedule=schedule, warmup_epochs=1.5)
    assert rates[:15] == pytest.approx([(step + 1) / 15 for step in range(15)])


@pytest.mark.parametrize("schedule", ["constant", "cosine", "step", "plateau"])
def test_a_warm_up_longer_than_the_training_rises_to_the_end(schedule):
    rates = course(epochs=2, schedule=schedule, warmup_epochs=4)
    assert rates == pytest.approx([(step + 1) / 40 for step in range(20)])


@pytest.mark.parametrize("warmup_epochs", [0, 0.25, 1])
@pytest.mark.parametrize("schedule", ["constant", "one_cycle", "cosine", "step", "plateau"])
def test_a_single_step_has_a_rate(schedule, warmup_epochs):
    config = TrainingConfig(schedule=schedule, epochs=1, warmup_epochs=warmup_epochs)
    assert 0 < learning_rate(config, 0, 1, 1) <= config.learning_rate
