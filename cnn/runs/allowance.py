"""What a visitor may use of a machine that serves several: so many runs that wait, so much of the disk.

Whoever has charge of the machine is held to nothing. A refusal comes before anything is written, so nothing is lost.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cnn.errors import CnnError, ConfigError, VisitorError
from cnn.places import own_folder
from cnn.runs.index import index_of
from cnn.runs.record import ACTIVE
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.runs.summary import Summary
from cnn.visitor import Visitor, present

MB = 1_000_000


@dataclass(frozen=True)
class Allowance:
    """What one visitor may have; each is set by an environment variable.

    runs: that wait or train at once (``CNN_VISITOR_RUNS``). disk_mb: megabytes of uploads, drawings and runs, deleted
    ones too while they are kept (``CNN_VISITOR_DISK_MB``). upload_mb: of one uploaded file (``CNN_UPLOAD_MB``).
    """

    runs: int = 5
    disk_mb: int = 2_000
    upload_mb: int = 128


def allowance() -> Allowance:
    """What is set; raises ConfigError for what is no whole number above 0."""
    usual = Allowance()
    return Allowance(
        runs=_number("CNN_VISITOR_RUNS", usual.runs),
        disk_mb=_number("CNN_VISITOR_DISK_MB", usual.disk_mb),
        upload_mb=_number("CNN_UPLOAD_MB", usual.upload_mb),
    )


def check_run(store: RunStore) -> None:
    """Raises VisitorError where who is present has too many runs that wait or train, or has used up their disk."""
    visitor = present()
    if visitor.has_charge:
        return
    at_work, most = sum(summary.status in ACTIVE for summary in _owned(store, visitor)), allowance().runs
    if at_work >= most:
        raise VisitorError(
            f"You have {at_work} runs that wait or train, and a visitor may have {most}: wait until one ends, or stop "
            "one. What you have set stays as it is."
        )
    check_room(store)


def check_room(store: RunStore, more_bytes: int = 0) -> None:
    """Raises VisitorError where who is present may not use ``more_bytes`` of the disk besides what they use."""
    visitor = present()
    if visitor.has_charge:
        return
    used, most = used_bytes(store, visitor), allowance().disk_mb
    if used + more_bytes > most * MB:
        more = f", and {more_bytes / MB:,.0f} MB more are" if more_bytes else ", which is"
        raise VisitorError(
            f"Your uploads, drawings and runs take {used / MB:,.0f} MB{more} over the {most:,} MB that a visitor may "
            "use here: delete runs and remove the deleted ones for good, or ask whoever serves this for more."
        )


def used_bytes(store: RunStore, visitor: Visitor) -> int:
    """What the folder and the runs of who is present take on the disk, deleted ones included."""
    runs = [store.place_of(summary.id) for summary in _owned(store, visitor)]
    deleted = [run.folder for run in store.deleted.all() if _is_owned(run, visitor)]
    return sum(map(_size_bytes, (own_folder(), *runs, *deleted)))


def _owned(store: RunStore, visitor: Visitor) -> list[Summary]:
    return [summary for summary in index_of(store).read().summaries if visitor.may_change(summary.owner)]


def _is_owned(run: Run, visitor: Visitor) -> bool:
    with suppress(CnnError):
        return visitor.may_change(run.record.owner)
    return False


def _size_bytes(folder: Path) -> int:
    """What all files in a folder take; one that goes meanwhile takes nothing."""
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            total += path.stat().st_size
    return total


def _number(name: str, usual: int) -> int:
    text = os.environ.get(name, "") or str(usual)
    if not text.isdecimal() or int(text) < 1:
        raise ConfigError(f"{name} is {text[:20]!r}, expected a whole number above 0: correct it and start again.")
    return int(text)
