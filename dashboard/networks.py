"""The networks that can be worked on: presets, one's own that are saved, and the last one where it is not saved."""

from __future__ import annotations

from dataclasses import dataclass

from cnn.model.shelf import Shelf
from cnn.places import networks_folder
from cnn.presets import PRESETS
from dashboard import state
from dashboard.state import Design

UNSAVED = "not saved"


@dataclass(frozen=True)
class Offer:
    """A network to choose: what it is called, and what is worked on then."""

    title: str
    design: Design


def shelf() -> Shelf:
    """The visitor's own networks."""
    return Shelf(networks_folder())


def offers() -> dict[str, Offer]:
    """Every network there is to choose, by a word of its own: a preset's name, a key on the shelf, or UNSAVED."""
    design = state.design()
    found = {name: Offer(preset.title, Design(name)) for name, preset in PRESETS.items()}
    for kept in shelf().all():
        if kept.architecture:
            found[kept.key] = Offer(f"{kept.name} (yours)", Design(design.preset, kept.architecture, kept=kept.key))
    worked_on = (design, *reversed(state.other_designs().earlier))
    last = next((past for past in worked_on if past.own), None)
    if last and last.own and last.own not in [offer.design.own for offer in found.values()]:
        found[UNSAVED] = Offer(f"{last.own.name} (not saved)", last)
    return found


def title_of(design: Design) -> str:
    """What a network is called on a page."""
    return design.own.name if design.own else PRESETS[design.preset].title


def chosen_word(found: dict[str, Offer]) -> str:
    """Which of them is worked on."""
    design = state.design()
    if design.own is None:
        return design.preset
    return next((word for word, offer in found.items() if offer.design.own == design.own), UNSAVED)
