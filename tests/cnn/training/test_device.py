"""A device is chosen by what is there."""

import pytest
import torch

from cnn.errors import ConfigError
from cnn.training.device import choose_device


@pytest.fixture
def machine(monkeypatch):
    def has(cuda=False, mps=False):
        monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
        monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)

    return has


@pytest.mark.parametrize(
    ("cuda", "mps", "chosen"),
    [(False, False, "cpu"), (False, True, "mps"), (True, False, "cuda"), (True, True, "cuda")],
)
def test_auto_takes_the_fastest_there_is(machine, cuda, mps, chosen):
    machine(cuda, mps)
    assert choose_device("auto") == torch.device(chosen)


def test_the_cpu_can_be_asked_for_anywhere(machine):
    machine(cuda=True)
    assert choose_device("cpu") == torch.device("cpu")


@pytest.mark.parametrize("wanted", ["cuda", "mps"])
def test_a_device_that_is_not_there_is_refused_with_those_that_are(machine, wanted):
    machine()
    with pytest.raises(ConfigError, match=f"Device {wanted} was asked for.*it sees cpu"):
        choose_device(wanted)
