"""Checkpoints on disk: the last two, each one file that is either whole or not there.

A file is safetensors: arrays by name, and in its header, as JSON, all that is no array. PyTorch is not needed for it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from cnn.files import write_bytes
from cnn.training.state import Arrays, State

SCHEMA = 1
KEPT = 2
ENDING = ".safetensors"
HEADER = "checkpoint"


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """What was kept: numbers and words as JSON has them, and arrays by name."""

    plain: State
    arrays: Arrays = field(default_factory=dict)


@dataclass(frozen=True)
class Checkpoints:
    """Those in ``folder``, which need not exist yet; numbered in their order."""

    folder: Path

    def write(self, checkpoint: Checkpoint) -> Path:
        """Add one and remove all but the last two; raises OSError where it cannot be written, and all is as it was."""
        header = json.dumps({"schema": SCHEMA, **checkpoint.plain})
        arrays = {name: np.asarray(array, order="C") for name, array in checkpoint.arrays.items()}
        self._clear()  # what a writer that was killed had not come to
        places = self.places()
        place = self.folder / f"{_number(places[-1]) + 1 if places else 1:08d}{ENDING}"
        write_bytes(place, save(arrays, metadata={HEADER: header}))
        self._clear()
        return place

    def latest(self) -> Checkpoint | None:
        """The last one that can be read; None where there is none."""
        return next((found for place in reversed(self.places()) if (found := read(place))), None)

    def places(self) -> list[Path]:
        """Their files, the oldest first."""
        return sorted((place for place in self.folder.glob(f"*{ENDING}") if place.stem.isdecimal()), key=_number)

    def _clear(self) -> None:
        """Remove all but the last two, and what was never finished; nobody else writes here."""
        for old in (*self.places()[:-KEPT], *self.folder.glob(".*.tmp")):
            with suppress(OSError):  # what is written is safe: the next one tries again
                old.unlink()


def read(place: Path) -> Checkpoint | None:
    """The checkpoint at ``place``; None where it cannot be read or is of a newer release."""
    try:
        with safe_open(place, "np") as file:
            plain = json.loads((file.metadata() or {})[HEADER])
            if plain.pop("schema") != SCHEMA:
                return None
            return Checkpoint(plain, {name: file.get_tensor(name) for name in file.keys()})  # noqa: SIM118 - no dict
    except (OSError, SafetensorError, KeyError, ValueError):
        return None


def _number(place: Path) -> int:
    return int(place.stem)
