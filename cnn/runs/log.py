"""The event log: one JSON object a line, append only; a torn last line is not an error."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from cnn.training.events import Event, parse_event


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

    def read(self, offset: int = 0) -> tuple[list[Event], int]:
        """The whole events from byte ``offset`` on, and where to read on next time.

        A last line without its end is left for the next read; a line that is no event (torn, or of a kind only a newer
        release knows) is passed over.
        """
        try:
            with self.path.open("rb") as file:
                file.seek(offset)
                content = file.read()
        except FileNotFoundError:
            return [], offset
        whole = content[: content.rfind(b"\n") + 1]
        events = [event for line in whole.splitlines() if (event := _parse(line)) is not None]
        return events, offset + len(whole)

    def events(self) -> list[Event]:
        """All whole events."""
        return self.read()[0]


def _parse(line: bytes) -> Event | None:
    try:
        return parse_event(json.loads(line))
    except (ValueError, ValidationError):
        return None
