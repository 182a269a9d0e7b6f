"""The event log: one JSON object a line, append only; a torn last line is not an error."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from cnn.training.events import Event, Resumed, parse_event


@dataclass(frozen=True)
class EventLog:
    """The log at ``path``; it need not exist yet."""

    path: Path

    def append(self, event: Event) -> None:
        """Add one event; a torn line left by a crash is ended first, so that it cannot swallow this one."""
        line = event.model_dump_json().encode() + b"\n"
        with self.path.open("ab+") as file:
            if file.tell() > 0:
                file.seek(-1, 2)
                if file.read(1) != b"\n":
                    line = b"\n" + line
            file.write(line)

    @property
    def size_bytes(self) -> int:
        """How much has been written; 0 where nothing has."""
        return self.path.stat().st_size if self.path.exists() else 0

    def sync(self) -> None:
        """Have all that was written survive a power cut."""
        if self.path.exists():
            with self.path.open("rb+") as file:
                os.fsync(file.fileno())

    def read(self, offset: int = 0) -> tuple[list[Event], int]:
        """The whole events from byte ``offset`` on, and where to read on next time.

        A last line without its end is left for the next read; a line that is no event (torn, or of a kind only a newer
        release knows) is passed over. So is what was told between a checkpoint and the Resumed that goes on from it;
        whoever reads on and meets a Resumed has read some of that before, and begins again at byte 0.
        """
        try:
            with self.path.open("rb") as file:
                file.seek(offset)
                content = file.read()
        except FileNotFoundError:
            return [], offset
        whole = content[: content.rfind(b"\n") + 1]
        told: list[tuple[int, Event]] = []
        start = offset
        for line in whole.splitlines(keepends=True):
            event = parse_line(line)
            if isinstance(event, Resumed):
                told = [(at, earlier) for at, earlier in told if at < event.log_bytes]
            if event is not None:
                told.append((start, event))
            start += len(line)
        return [event for _, event in told], offset + len(whole)

    def events(self) -> list[Event]:
        """All whole events."""
        return self.read()[0]


def parse_line(line: bytes) -> Event | None:
    """The event that a line tells; None where it is torn, or of a kind that this release does not know."""
    try:
        return parse_event(json.loads(line))
    except (ValueError, ValidationError):
        return None
