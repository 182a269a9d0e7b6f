"""Edits of the network worked on, in answer to a visitor's controls; each one can be undone.

Every edit is given the network as it was shown (``basis``) and looks for itself what is worked on and which layer is
looked at: of two quick clicks the second one comes before the first is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cnn.errors import SpecError
from cnn.model import editing
from cnn.model.architecture import Architecture
from cnn.model.editing import Path, layer_at, nearest, number_of
from cnn.model.layers import Layer
from dashboard import state
from dashboard.expectation import end_measuring
from dashboard.state import Refused


def add_layer(basis: Architecture, layer: Layer) -> None:
    """Put a layer behind the one looked at, and look at it."""
    _edit(basis, lambda network, path: editing.insert(network, _further(path), layer), further=1)


def duplicate_layer(basis: Architecture) -> None:
    """Put the layer looked at behind itself once more, and look at the copy."""
    _edit(basis, editing.duplicate, further=1)


def remove_layer(basis: Architecture) -> None:
    """Take the layer looked at out, and look at the one that comes into its place."""
    _edit(basis, editing.remove)


def move_layer(basis: Architecture, by: int) -> None:
    """Move the layer looked at by so many places."""
    _edit(basis, lambda network, path: editing.move(network, path, by), by)


def set_values(basis: Architecture, shown: Layer, values: dict[str, Any], by: str) -> None:
    """Give the layer looked at these values; where they break a rule it stays as it was and says why.

    shown: the layer as it was shown; where another kind of layer is looked at by now, nothing is done. by: the controls
    that show the values already.
    """
    network, path = _worked_on(basis)
    layer = layer_at(network, path)
    if layer.kind != shown.kind:
        return
    try:
        mended = editing.changed(layer, **values)
    except SpecError as error:
        reason = f"Layer {number_of(path)} stays as it was: {error}"
        state.keep_refused(Refused(path, values, reason), by)
        return
    _edit(basis, lambda network, path: editing.replace(network, path, mended), changed_by=by)


def end_in_classes(basis: Architecture, classes: int) -> None:
    """Let the network end in one number a class."""
    _edit(basis, lambda network, _: editing.ended_in(network, classes))


def _edit(
    basis: Architecture, change: Callable[[Architecture, Path], Architecture], further: int = 0, changed_by: str = ""
) -> None:
    """Work on what ``change`` gives, or keep what there is and say why; look ``further`` layers on."""
    network, path = _worked_on(basis)
    try:
        edited = change(network, path)
    except SpecError as error:
        state.keep_refused(Refused(path, {}, str(error)))
        return
    if edited != network:
        end_measuring()
        design = replace(state.design(), own=edited, layer=nearest(edited, _further(path, further)))
        state.choose_design(design, changed_by)


def _worked_on(basis: Architecture) -> tuple[Architecture, Path]:
    """The visitor's own network and the layer looked at; a preset's network says in its name that it was changed."""
    design = state.design()
    network = design.own or basis.model_copy(update={"name": f"{basis.name}, changed"})
    return network, nearest(network, design.layer)


def _further(path: Path, by: int = 1) -> Path:
    return (*path[:-1], path[-1] + by)
