"""Answers that people gave to single test images instead of the networks.

They belong to the test part, whichever network reads it, and count only where somebody asks for them: the rules of a
competition may forbid them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnn.errors import SubmissionError
from cnn.files import write_json

SCHEMA = 1
FORBIDDEN = (
    "The rules of a competition may forbid answers given by hand, and most do: read them first. Nothing here is "
    "corrected unless you ask for it."
)


class Answer(BaseModel):
    """The class a person gave a test image; row: counted from 0."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    row: Annotated[int, Field(ge=0)]
    label: Annotated[int, Field(ge=0)]


class ByHand(BaseModel):
    """All answers that people gave to one test part, in the order in which they gave them, at most one a row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Annotated[int, Field(ge=1, le=SCHEMA)] = SCHEMA
    fingerprint: str
    entries: tuple[Answer, ...] = ()

    @property
    def labels(self) -> dict[int, int]:
        """The class of each row that has one."""
        return {entry.row: entry.label for entry in self.entries}

    def with_answer(self, row: int, label: int) -> ByHand:
        """The same with one more answer, in the place of an earlier one to that row."""
        return self.model_copy(update={"entries": (*self.without(row).entries, Answer(row=row, label=label))})

    def without(self, row: int) -> ByHand:
        """The same without an answer to that row."""
        return self.model_copy(update={"entries": tuple(entry for entry in self.entries if entry.row != row)})

    def without_last(self) -> ByHand:
        """The same without the answer that was given last."""
        return self.model_copy(update={"entries": self.entries[:-1]})


@dataclass(frozen=True)
class ByHandFile:
    """The file of one test part in ``folder``; fingerprint, rows, classes: of that test part."""

    folder: Path
    fingerprint: str
    rows: int
    classes: int

    @property
    def path(self) -> Path:
        return self.folder / f"by-hand.{self.fingerprint}.json"

    def read(self) -> ByHand:
        """The answers that are kept, none as a rule; raises SubmissionError for a file that is damaged."""
        try:
            by_hand = ByHand.model_validate_json(self.path.read_bytes())
        except FileNotFoundError:
            return ByHand(fingerprint=self.fingerprint)
        except (ValidationError, OSError) as error:
            raise self._damaged("it is not what this program wrote") from error
        if by_hand.fingerprint != self.fingerprint:
            raise self._damaged("it belongs to another test part")
        if any(entry.row >= self.rows or entry.label >= self.classes for entry in by_hand.entries):
            raise self._damaged("it names a row or a class that is not there")
        return by_hand

    def change(self, act: Callable[[ByHand], ByHand]) -> ByHand:
        """Keep what ``act`` makes of the answers there are, whoever else may be at them; gives it.

        Raises SubmissionError, having changed nothing, where they cannot be read or written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / ".lock"):
                by_hand = act(self.read())
                write_json(self.path, by_hand.model_dump())
        except OSError as error:
            raise SubmissionError(f"{self.path} cannot be written: {error.strerror}; make room there.") from error
        return by_hand

    def _damaged(self, how: str) -> SubmissionError:
        return SubmissionError(
            f"The answers given by hand in {self.path} cannot be read, since {how}: mend the file or move it away. "
            "Until then nothing is corrected."
        )
