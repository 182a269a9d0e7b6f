"""Two architectures side by side, and what sharing one small filter over the whole picture saves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from cnn.model.layers import Residual, Spec
from cnn.model.step import Step


@dataclass(frozen=True)
class Pair:
    """What stands side by side: a layer of each network, or of one alone.

    changed: the fields in which two layers of a kind differ. inner: the same for the layers inside residual blocks.
    """

    left: Step | None
    right: Step | None
    changed: tuple[str, ...] = ()
    inner: tuple[Pair, ...] = ()

    @property
    def verdict(self) -> Literal["same", "changed", "only left", "only right"]:
        """How the two compare."""
        if self.left is None:
            return "only right"
        if self.right is None:
            return "only left"
        return "changed" if self.changed else "same"


def align(left: Sequence[Step], right: Sequence[Step]) -> tuple[Pair, ...]:
    """Both networks from top to bottom, with as few and as small differences as can be (Needleman, Wunsch 1970).

    Only layers of one kind stand side by side. A layer of one network alone costs 1, two that differ ½ to 1, by how
    much.
    """
    layers = [step.layer for step in left], [step.layer for step in right]
    least = _least_costs(*layers)
    pairs: list[Pair] = []
    i = j = 0
    while i < len(left) or j < len(right):
        both = i < len(left) and j < len(right)
        if both and least[i][j] == _cost(left[i].layer, right[j].layer) + least[i + 1][j + 1]:
            pairs.append(_pair(left[i], right[j]))
            i, j = i + 1, j + 1
        elif i < len(left) and least[i][j] == 1 + least[i + 1][j]:
            pairs.append(Pair(left[i], None))
            i += 1
        else:
            pairs.append(Pair(None, right[j]))
            j += 1
    return tuple(pairs)


def parameters_if_dense(step: Step) -> int:
    """How many numbers a fully connected layer learns that turns the same input into as many outputs."""
    return step.before.size * step.after.size + step.after.size


def _pair(left: Step, right: Step) -> Pair:
    return Pair(left, right, _changed(left.layer, right.layer), align(left.inner, right.inner))


def _least_costs(left: Sequence[Spec], right: Sequence[Spec]) -> list[list[float]]:
    """What it costs at least to align all from place i on the left with all from place j on the right."""
    least = [[float(len(left) - i + len(right) - j) for j in range(len(right) + 1)] for i in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            together = _cost(left[i], right[j]) + least[i + 1][j + 1]
            least[i][j] = min(together, 1 + least[i + 1][j], 1 + least[i][j + 1])
    return least


def _cost(left: Spec, right: Spec) -> float:
    """What it costs to let two layers stand side by side."""
    if type(left) is not type(right):
        return float("inf")
    changed = _changed(left, right)
    if not changed:
        return 0.0
    if isinstance(left, Residual) and isinstance(right, Residual):
        share = _least_costs(left.layers, right.layers)[0][0] / (len(left.layers) + len(right.layers))
    else:
        share = len(changed) / len(type(left).model_fields)
    return (1 + share) / 2


def _changed(left: Spec, right: Spec) -> tuple[str, ...]:
    """The fields whose values differ; ``valid`` and 0 pixels of padding, for instance, are the same."""
    return tuple(
        name
        for name in type(left).model_fields
        if getattr(left, name) != getattr(right, name) and _in_pixels(left, name) != _in_pixels(right, name)
    )


def _in_pixels(layer: Spec, name: str) -> Any:
    return getattr(layer, f"{name}_px", getattr(layer, name))
