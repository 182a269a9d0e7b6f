"""A training's state as plain values: taken apart into arrays and JSON, and put together again.

Whatever has a state offers it as ``state()`` and goes on from it by ``take(state)``: nested dictionaries and lists of
tensors, numbers, words and None. Only this file knows what becomes of them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor

from cnn.training.state import Arrays, State

TENSOR = "tensor:"
"""What a word begins with that stands for an array; no other word of a state does."""


def taken_apart(state: State) -> tuple[State, Arrays]:
    """What JSON can hold, with a word in the place of each tensor, and copies of those by that word's name."""
    arrays: Arrays = {}
    plain: State = _without_tensors(state, "", arrays)
    return plain, arrays


def put_together(plain: State, arrays: Arrays) -> State:
    """The state that was taken apart, its tensors on the CPU."""
    whole: State = _with_tensors(plain, arrays)
    return whole


def _without_tensors(value: Any, name: str, arrays: Arrays) -> Any:
    match value:
        case Tensor():
            arrays[name] = value.detach().to("cpu", copy=True).numpy()
            return TENSOR + name
        case dict():
            return {key: _without_tensors(inner, _below(name, key), arrays) for key, inner in value.items()}
        case list() | tuple():
            return [_without_tensors(inner, _below(name, place), arrays) for place, inner in enumerate(value)]
    return value


def _with_tensors(value: Any, arrays: Arrays) -> Any:
    match value:
        case str() if value.startswith(TENSOR):
            return torch.from_numpy(np.array(arrays[value.removeprefix(TENSOR)]))
        case dict():
            return {key: _with_tensors(inner, arrays) for key, inner in value.items()}
        case list():
            return [_with_tensors(inner, arrays) for inner in value]
    return value


def _below(name: str, key: object) -> str:
    return f"{name}.{key}" if name else str(key)
