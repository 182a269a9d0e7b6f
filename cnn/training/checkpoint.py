"""Weights on disk: safetensors, written whole or not at all, checked before they are used."""

from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save
from torch import Tensor

from cnn.errors import RunError
from cnn.files import write_bytes
from cnn.model.architecture import Architecture
from cnn.model.build import Network

Weights = dict[str, Tensor]


def copy_weights(network: Network) -> Weights:
    """The network's weights now, on the CPU, laid out plainly."""
    return {name: value.detach().to("cpu", copy=True).contiguous() for name, value in network.state_dict().items()}


def save_weights(path: Path, weights: Weights) -> None:
    """Replace ``path`` by these weights; raises OSError where it cannot be written."""
    write_bytes(path, save(weights))


def load_network(path: Path, architecture: Architecture) -> Network:
    """The trained network, on the CPU, ready to predict; raises RunError where the file does not fit."""
    try:
        weights = load_file(path)
    except FileNotFoundError as error:
        raise RunError(f"There are no weights at {path.name}: the run has not finished an epoch yet.") from error
    except (SafetensorError, OSError) as error:
        raise RunError(
            f"{path.name} cannot be read as safetensors ({error}): only models this program saved can be opened."
        ) from error
    network = Network(architecture)
    expected = {name: tuple(value.shape) for name, value in network.state_dict().items()}
    found = {name: tuple(value.shape) for name, value in weights.items()}
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            raise RunError(
                f"The weights in {path.name} do not fit the architecture {architecture.name}: {name} is "
                f"{found.get(name, 'missing')}, expected {expected.get(name, 'no such weight')}."
            )
    network.load_state_dict(weights)
    return network.eval()


def are_finite(weights: Weights) -> bool:
    """Whether every number is one."""
    return all(bool(torch.isfinite(value).all()) for value in weights.values())
