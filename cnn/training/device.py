"""Where to compute."""

import torch

from cnn.errors import ConfigError
from cnn.training.config import Device


def choose_device(wanted: Device) -> torch.device:
    """The wanted device; `auto` takes CUDA, then MPS, then the CPU. Raises ConfigError where it is not there."""
    available = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if wanted == "auto":
        return torch.device(next(name for name, there in available.items() if there))
    if not available[wanted]:
        there = ", ".join(name for name, is_there in available.items() if is_there)
        raise ConfigError(
            f"Device {wanted} was asked for, but PyTorch sees none here; it sees {there}. Use auto or cpu."
        )
    return torch.device(wanted)
