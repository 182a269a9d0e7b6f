"""Edits of an architecture: each gives a new one and leaves the old one as it was.

A path says where a layer is: ``(3,)`` is the fourth layer, ``(3, 1)`` the second of the layers inside the fourth. An
edit that breaks a rule between layers is allowed: ``soundness.py`` says what is wrong with what it gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import ValidationError

from cnn.errors import SpecError
from cnn.model.architecture import MAX_LAYERS, Architecture, parse_architecture
from cnn.model.layers import MOST_INSIDE, Dense, Flatten, Layer, Residual, describe
from cnn.model.shapes import walk
from cnn.model.volume import Volume

Path = tuple[int, ...]
Layers = tuple[Layer, ...]


def inside(layer: Layer) -> Layers:
    """The layers inside a residual block; none in other layers."""
    return layer.layers if isinstance(layer, Residual) else ()


def paths(architecture: Architecture) -> tuple[Path, ...]:
    """The place of every layer, from the picture to the classes; a block comes before the layers inside it."""
    return tuple(_paths(architecture.layers))


def layer_at(architecture: Architecture, path: Path) -> Layer:
    """The layer at a place; raises SpecError where there is none."""
    return siblings(architecture, path)[path[-1]]


def siblings(architecture: Architecture, path: Path, beyond: int = 0) -> Layers:
    """The layers among which ``path`` is a place; raises SpecError where it is none.

    beyond: how many places there are after the last layer.
    """
    layers = architecture.layers
    for place in path[:-1]:
        layers = inside(layers[place]) if 0 <= place < len(layers) else ()
    if not 0 <= path[-1] < len(layers) + beyond:
        raise SpecError(f"There is no layer {number_of(path)}.")
    return layers


def nearest(architecture: Architecture, path: Path) -> Path:
    """``path``, or the place closest to it where there is no such layer (any more)."""
    found: Path = ()
    layers = architecture.layers
    for place in path:
        if not layers:
            break
        found = (*found, min(max(place, 0), len(layers) - 1))
        layers = inside(layers[found[-1]])
    return found or (0,)


def has_room(architecture: Architecture, path: Path) -> bool:
    """Whether one more layer may stand beside the one at ``path``; raises SpecError where there is none."""
    return _is_room(len(siblings(architecture, path)), path)


def number_of(path: Path) -> str:
    """How people number a layer: ``4``, or ``4.2`` inside the fourth."""
    return ".".join(str(place + 1) for place in path)


def insert(architecture: Architecture, path: Path, layer: Layer) -> Architecture:
    """``layer`` put at ``path``, before what stood there; raises SpecError where no more fit."""
    count = len(siblings(architecture, path, beyond=1))
    if not _is_room(count, path):
        raise SpecError(f"There are {count} layers, the most there can be: remove one first.")
    return _edited(architecture, path, lambda layers, place: (*layers[:place], layer, *layers[place:]), beyond=1)


def duplicate(architecture: Architecture, path: Path) -> Architecture:
    """The layer at ``path`` once more, behind itself; raises SpecError where no more fit."""
    return insert(architecture, (*path[:-1], path[-1] + 1), layer_at(architecture, path))


def remove(architecture: Architecture, path: Path) -> Architecture:
    """All but the layer at ``path``; raises SpecError where it is the only one among its kin."""

    def take_out(layers: Layers, place: int) -> Layers:
        if len(layers) == 1:
            whole = "A network" if len(path) == 1 else "A block"
            raise SpecError(f"{whole} needs at least one layer: add another before you remove {describe(layers[0])}.")
        return (*layers[:place], *layers[place + 1 :])

    return _edited(architecture, path, take_out)


def move(architecture: Architecture, path: Path, by: int) -> Architecture:
    """The layer at ``path`` moved ``by`` places among its kin; raises SpecError where that is beyond the last."""

    def carry(layers: Layers, place: int) -> Layers:
        if not 0 <= place + by < len(layers):
            raise SpecError(f"Layer {number_of(path)} cannot move further: it is the {'first' if by < 0 else 'last'}.")
        others = (*layers[:place], *layers[place + 1 :])
        return (*others[: place + by], layers[place], *others[place + by :])

    return _edited(architecture, path, carry)


def replace(architecture: Architecture, path: Path, layer: Layer) -> Architecture:
    """``layer`` in the place of the one at ``path``."""
    return _edited(architecture, path, lambda layers, place: (*layers[:place], layer, *layers[place + 1 :]))


def changed(layer: Layer, **values: Any) -> Layer:
    """The layer with other values; raises SpecError that says which rule they break."""
    try:
        return type(layer).model_validate({**dict(layer), **values})
    except ValidationError as error:
        fault = error.errors()[0]
        field = f"{fault['loc'][0]}: " if fault["loc"] else ""
        said = str(fault.get("ctx", {}).get("error", fault["msg"]))
        raise SpecError(f"{field}{said}.") from error


def ended_in(architecture: Architecture, classes: int) -> Architecture:
    """The network ending in a fully connected layer of one unit a class; raises SpecError where it is not sound."""
    place = (len(architecture.layers) - 1,)
    last = architecture.layers[-1]
    if isinstance(last, Dense):
        return replace(architecture, place, changed(last, units=classes))
    end = (len(architecture.layers),)
    longer = insert(architecture, end, Dense(units=classes))
    return insert(longer, end, Flatten()) if isinstance(walk(architecture)[-1].after, Volume) else longer


def _is_room(count: int, path: Path) -> bool:
    return count < (MAX_LAYERS if len(path) == 1 else MOST_INSIDE)


def _paths(layers: Layers, block: Path = ()) -> Iterator[Path]:
    for place, layer in enumerate(layers):
        yield (*block, place)
        yield from _paths(inside(layer), (*block, place))


def _edited(
    architecture: Architecture, path: Path, edit: Callable[[Layers, int], Layers], beyond: int = 0
) -> Architecture:
    """The architecture with ``edit`` done among the layers at ``path``, checked like one from a file."""
    layers = edit(siblings(architecture, path, beyond), path[-1])
    if len(path) == 1:
        return parse_architecture({**dict(architecture), "layers": layers})
    block = path[:-1]
    return replace(architecture, block, changed(layer_at(architecture, block), layers=layers))
