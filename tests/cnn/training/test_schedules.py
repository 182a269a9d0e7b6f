"""The learning rate over time is the constant, or PyTorch's one cycle."""

import pytest
import torch

from cnn.training.config import TrainingConfig
from cnn.training.schedules import learning_rate, one_cycle

STEPS = 2_000


def test_constant_is_constant():
    config = TrainingConfig(learning_rate=0.02)
    assert {learning_rate(config, step, 10) for step in range(10)} == {0.02}


def test_one_cycle_is_that_of_pytorch():
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.5, total_steps=STEPS, cycle_momentum=False)
    config = TrainingConfig(learning_rate=0.5, schedule="one_cycle")
    for step in range(STEPS):
        # PyTorch's peak is a step earlier, hence the tolerance of a step's difference.
        assert learning_rate(config, step, STEPS) == pytest.approx(schedule.get_last_lr()[0], abs=0.5 * 3 / STEPS)
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


def test_a_single_step_has_a_rate():
    config = TrainingConfig(schedule="one_cycle")
    assert 0 < learning_rate(config, 0, 1) <= config.learning_rate
