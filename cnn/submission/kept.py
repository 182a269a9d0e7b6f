"""Predictions that were made, kept beside the runs: opened again without a network, and compared with later ones."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnn.data.imageset import Dataset, ImageSet
from cnn.errors import SubmissionError
from cnn.files import write_bytes, write_folder, write_json
from cnn.runs.run import Run
from cnn.submission.by_hand import ByHandFile
from cnn.submission.file import Answers, read_submission
from cnn.submission.prediction import Submission, test_part

SCHEMA = 1
FOLDER = ".submissions"
MOST = 40
"""So many predictions are kept; of 28,000 digits one takes 1.4 MB."""


class About(BaseModel):
    """``about.json``: what was predicted, by whom.

    key: names the folder. who: the runs in words. views: how many views of each image they looked at, None for as many
    as each run says. title, fingerprint, rows, classes: of the test part.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    schema_version: Annotated[int, Field(le=SCHEMA)] = SCHEMA
    key: str
    made: str
    who: str
    runs: tuple[str, ...]
    views: int | None
    title: str
    fingerprint: str
    rows: int
    classes: int


@dataclass(frozen=True)
class KeptSubmissions:
    """All that are kept in a runs folder, a folder each.

    In it are ``about.json``, ``probs.npy`` and, once it was taken along or handed in, the ``submission.csv`` that left.
    """

    runs_folder: Path

    @property
    def folder(self) -> Path:
        return self.runs_folder / FOLDER

    def by_hand(self, images: ImageSet, classes: int) -> ByHandFile:
        """Where answers that people give to these test images are kept."""
        return ByHandFile(self.folder, images.fingerprint, len(images), classes)

    def of(self, images: ImageSet) -> list[About]:
        """Those of this test part, the newest first; what cannot be read is passed over."""
        return [about for about in self._all() if about.fingerprint == images.fingerprint]

    def find(self, key: str) -> Submission | None:
        """The predictions under this key; None where there are none, or they cannot be read."""
        try:
            return Submission(np.load(self.folder / key / "probs.npy"))
        except (OSError, ValueError, EOFError):
            return None

    def keep(self, runs: Sequence[Run], dataset: Dataset, views: int | None, submission: Submission) -> About:
        """Keep predictions, and forget the oldest where there are too many.

        Raises SubmissionError where they cannot be written.
        """
        images = test_part(dataset)
        about = About(
            key=key_of(runs, images, views),
            made=datetime.now().isoformat(timespec="seconds"),
            who=in_words(runs),
            runs=tuple(run.id for run in runs),
            views=views,
            title=dataset.title,
            fingerprint=images.fingerprint,
            rows=submission.probs.shape[0],
            classes=submission.probs.shape[1],
        )

        def fill(folder: Path) -> None:
            write_json(folder / "about.json", about.model_dump())
            np.save(folder / "probs.npy", submission.probs)

        try:
            write_folder(self.folder / about.key, fill)
            for old in self._all()[MOST:]:
                shutil.rmtree(self.folder / old.key)
        except OSError as error:
            raise self._unwritable(error) from error
        return about

    def take(self, key: str, content: bytes) -> Path:
        """Note the file that leaves, corrected by hand or not; gives where it is."""
        path = self.folder / key / "submission.csv"
        try:
            write_bytes(path, content)
        except OSError as error:
            raise self._unwritable(error) from error
        return path

    def answers(self, about: About) -> Answers:
        """What was answered, int64 (N,): in the file that left, else by the networks; raises SubmissionError."""
        try:
            content = (self.folder / about.key / "submission.csv").read_bytes()
        except OSError:
            found = self.find(about.key)
            if found is None:
                raise SubmissionError("This earlier submission is no longer there: choose another.") from None
            return found.answers
        return read_submission(content, about.rows, about.classes)

    def _all(self) -> list[About]:
        found = [_read(path) for path in self.folder.glob("*/about.json")]
        return sorted((about for about in found if about is not None), key=lambda about: about.made, reverse=True)

    def _unwritable(self, error: OSError) -> SubmissionError:
        return SubmissionError(
            f"The submission cannot be kept in {self.folder}: {error.strerror}; make room there, or name another runs "
            "folder with CNN_RUNS."
        )


def key_of(runs: Sequence[Run], images: ImageSet, views: int | None) -> str:
    """Sixteen hex digits of these networks, as their files are now, these views and this test part."""
    files = [file for run in runs for file in run.member_weights]
    networks = [(str(file.absolute()), file.stat().st_mtime_ns) for file in files]
    return hashlib.sha256(json.dumps([networks, images.fingerprint, views]).encode()).hexdigest()[:16]


def in_words(runs: Sequence[Run]) -> str:
    """These runs by name: ``Balanced``, ``Balanced and Strong``, ``Balanced and 2 others``."""
    first, *others = [run.name for run in runs]
    if len(others) < 2:
        return " and ".join([first, *others])
    return f"{first} and {len(others)} others"


def _read(path: Path) -> About | None:
    try:
        return About.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
