"""How far an architecture is sound: what its layers do up to the first mistake, and the mistake."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cnn.errors import SpecError
from cnn.model.architecture import Architecture
from cnn.model.editing import Path, inside, layer_at
from cnn.model.layers import Layer
from cnn.model.shapes import check_classes, walk
from cnn.model.step import Step
from cnn.model.volume import Shape


@dataclass(frozen=True)
class Findings:
    """What the layers do as far as they can.

    steps: the layers before the first mistake, each with its volumes and costs. inner: where the mistake is a block's,
    the layers inside it before the mistake. fault: the mistake; None where there is none. at: the layer it is in, None
    where the layers are sound and end in something else than classes. reached: what goes into that layer.
    """

    steps: tuple[Step, ...]
    inner: tuple[Step, ...] = ()
    fault: SpecError | None = None
    at: Path | None = None
    reached: Shape | None = None

    def step(self, path: Path) -> Step | None:
        """What the layer at ``path`` does; None from the mistake on."""
        place, *within = path
        if place < len(self.steps):
            step = self.steps[place]
            return step.inner[within[0]] if within else step
        if place == len(self.steps) and within and within[0] < len(self.inner):
            return self.inner[within[0]]
        return None


def examine(architecture: Architecture, classes: int) -> Findings:
    """What the layers do and the first mistake there is, for data of so many classes."""
    try:
        steps = walk(architecture)
    except SpecError as error:
        sound = _sound_part(architecture, architecture.layers)
        inner = _inside_next(architecture, sound)
        place: Path = (len(sound),)
        if len(inner) < len(inside(layer_at(architecture, place))):
            place = (*place, len(inner))
        before = (*sound, *inner) if len(place) > 1 else sound
        return Findings(sound, inner, error, place, before[-1].after if before else architecture.input)
    try:
        check_classes(architecture, classes)
    except SpecError as error:
        return Findings(steps, fault=error)
    return Findings(steps)


def _inside_next(architecture: Architecture, sound: Sequence[Step]) -> tuple[Step, ...]:
    """The sound steps inside the block that follows; none where what follows is a single layer."""
    count = len(sound)
    branch = inside(architecture.layers[count])
    steps = _sound_part(architecture, (*architecture.layers[:count], *branch))[count:]
    return tuple(replace(step, number=number, block=count + 1) for number, step in enumerate(steps, 1))


def _sound_part(architecture: Architecture, layers: tuple[Layer, ...]) -> tuple[Step, ...]:
    """The steps of as many of the layers as can be walked; as each needs all those before it, halving finds them."""

    def steps_of(count: int) -> tuple[Step, ...] | None:
        try:
            return walk(architecture.model_copy(update={"layers": layers[:count]}))
        except SpecError:
            return None

    sound = bisect_left(range(1, len(layers) + 1), True, key=lambda count: steps_of(count) is None)
    return (steps_of(sound) if sound else None) or ()
