"""A shelf of one's own networks: a folder with one file each, readable as any architecture.

A name is text to be shown; the program makes the file's name itself and keeps it, whatever the network is called.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from cnn.errors import CnnError, ShelfError
from cnn.files import write_bytes
from cnn.model.architecture import MAX_NAME, Architecture
from cnn.model.reading import LARGEST_BYTES, read_architecture

KEY = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Kept:
    """A network on the shelf.

    key: 12 hex digits, what it is asked for by. architecture: None where its file is damaged; fault then says how.
    """

    key: str
    architecture: Architecture | None
    fault: str = ""

    @property
    def name(self) -> str:
        """What people call it; its key where nobody can know."""
        return self.architecture.name if self.architecture else self.key


@dataclass(frozen=True)
class Shelf:
    """The networks in ``folder``, which need not be there yet."""

    folder: Path

    def all(self) -> tuple[Kept, ...]:
        """Every network, by name; damaged files among them."""
        keys = [path.stem for path in self.folder.glob("*.json") if KEY.fullmatch(path.stem)]
        return tuple(sorted(map(self._look, keys), key=lambda kept: (kept.name.casefold(), kept.key)))

    def save(self, architecture: Architecture, name: str, *, replace: bool = False) -> Kept:
        """Put a network on the shelf under ``name``; raises ShelfError where the name is taken or empty.

        replace: let it take the place of the one that has that name.
        """
        named = architecture.model_copy(update={"name": _clean(name)})
        taken = self._named(named.name)
        if taken and not replace:
            raise ShelfError(f"There is a network called {taken[0].name} already: choose another name, or replace it.")
        return self._write(taken[0].key if taken else uuid4().hex[:12], named)

    def open(self, key: str) -> Architecture:
        """The network of that key; raises ShelfError where there is none or its file is damaged."""
        kept = self._look(key)
        if kept.architecture is None:
            raise ShelfError(f"The network {kept.key} cannot be read: {kept.fault}")
        return kept.architecture

    def find(self, name: str) -> Architecture:
        """The network called ``name``, whatever the case; raises ShelfError naming those there are."""
        found = self._named(name)
        if not found:
            names = ", ".join(kept.name for kept in self.all() if kept.architecture) or "none"
            raise ShelfError(f"No network of your own is called {name!r}; there are: {names}.")
        return self.open(found[0].key)

    def rename(self, key: str, name: str) -> Kept:
        """Call it something else; raises ShelfError where another has that name, or there is none to call."""
        named = self.open(key).model_copy(update={"name": _clean(name)})
        if taken := [kept for kept in self._named(named.name) if kept.key != key]:
            raise ShelfError(f"There is a network called {taken[0].name} already: choose another name.")
        return self._write(key, named)

    def delete(self, key: str) -> None:
        """Take it off the shelf, damaged or not; raises ShelfError where it is not there."""
        try:
            self._file(key).unlink()
        except OSError as error:
            raise ShelfError(f"The network {key} cannot be deleted: {error.strerror}.") from error

    def _named(self, name: str) -> list[Kept]:
        return [kept for kept in self.all() if kept.architecture and kept.name.casefold() == name.casefold()]

    def _look(self, key: str) -> Kept:
        try:
            with self._file(key).open("rb") as file:
                return Kept(key, read_architecture(file.read(LARGEST_BYTES + 1)))
        except OSError as error:
            return Kept(key, None, f"{error.strerror}.")
        except CnnError as error:
            return Kept(key, None, str(error))

    def _write(self, key: str, architecture: Architecture) -> Kept:
        try:
            write_bytes(self._file(key), architecture.model_dump_json(indent=2).encode())
        except OSError as error:
            raise ShelfError(f"The network cannot be written to {self.folder}: {error.strerror}.") from error
        return Kept(key, architecture)

    def _file(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise ShelfError(f"There is no network {key!r} on the shelf.")
        return self.folder / f"{key}.json"


def _clean(name: str) -> str:
    """A name on one line; raises ShelfError where nothing is left of it, or too much."""
    cleaned = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
    if not cleaned:
        raise ShelfError("The network needs a name.")
    if len(cleaned) > MAX_NAME:
        raise ShelfError(f"The name has {len(cleaned)} characters: {MAX_NAME} are the most.")
    return cleaned
