"""What a network keeps in memory of an image it learns from, until it goes back through its layers.

PyTorch keeps a tensor when a layer needs it to compute gradients: a convolution its input, ReLU its output. Two layers
that need the same tensor share it, so what is kept is counted by tensor, not by layer, and of the network as it
is trained (``lower.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cnn.model.layers import (
    RISING,
    Activation,
    AvgPool,
    BatchNorm,
    Conv,
    Dense,
    Dropout,
    Flatten,
    MaxPool,
    Residual,
    Spec,
)
from cnn.model.step import Step, leaves
from cnn.model.volume import Volume

FLOAT_BYTES = 4
PLACE_BYTES = 8  # max pooling remembers where each maximum was, as int64


def kept_bytes(steps: Sequence[Step], number_bytes: int = FLOAT_BYTES) -> int:
    """Bytes that one image leaves in memory on its way forward, for the way back.

    number_bytes: 4 in float32, 2 in bfloat16. Not counted: the few numbers batch normalisation and the loss keep.
    """
    ledger = _Ledger(number_bytes)
    ledger.follow(steps, _Tensor(steps[0].before.size * number_bytes, is_learned=False))
    return sum(tensor.size_bytes for tensor in ledger.kept)


def passing_bytes(steps: Sequence[Step], number_bytes: int = FLOAT_BYTES) -> int:
    """The most bytes that one image needs besides on its way back: the gradients of a layer's output and input."""
    return number_bytes * max(step.before.size + step.after.size for step in leaves(steps))


@dataclass(frozen=True, eq=False)
class _Tensor:
    """What one layer hands to the next, of one image; whether a learned layer had a part in it."""

    size_bytes: int
    is_learned: bool = True


class _Ledger:
    """Follows an image through the layers and notes what each of them keeps."""

    def __init__(self, number_bytes: int) -> None:
        self.kept: set[_Tensor] = set()
        self._number_bytes = number_bytes

    def follow(self, steps: Sequence[Step], x: _Tensor) -> _Tensor:
        """What the last of the layers hands on."""
        waiting = list(steps)
        while waiting:
            step = waiting.pop(0)
            if _is_rising(step) and waiting and isinstance(waiting[0].layer, MaxPool):
                pool = waiting.pop(0)  # comes first, as in lower.py
                x = self._follow_one(pool, x)
                step = replace(step, before=pool.after, after=pool.after)
            x = self._follow_one(step, x)
        return x

    def _follow_one(self, step: Step, x: _Tensor) -> _Tensor:
        y = _Tensor(step.after.size * self._number_bytes, x.is_learned or step.parameters > 0)
        match step.layer:
            case Residual():
                self.follow(step.inner, x)
                if step.shortcut:
                    self._follow_one(step.shortcut, x)
            case Dropout(rate=0):
                return x
            case Flatten() if isinstance(step.before, Volume) and step.before.depth in (1, step.before.size):
                return x  # the same numbers in the same order; others are copied, as they lie channels last
            case _ if not y.is_learned:
                pass
            case Dropout():
                self.kept.add(_Tensor(y.size_bytes))  # which numbers stayed
            case MaxPool():
                self.kept |= {x, _Tensor(step.after.size * PLACE_BYTES)}
            case layer if needs_input(layer):
                self.kept.add(x)
            case Activation():
                self.kept.add(y)
        return y


def _is_rising(step: Step) -> bool:
    return isinstance(step.layer, Activation) and step.layer.function in RISING


def needs_input(layer: Spec) -> bool:
    """Whether a layer's gradient is computed from what went into it."""
    if isinstance(layer, Activation):
        return layer.function in ("leaky_relu", "gelu", "silu")  # the others take what came out
    return isinstance(layer, Conv | MaxPool | AvgPool | BatchNorm | Dense)
