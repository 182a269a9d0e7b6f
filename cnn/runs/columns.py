"""Long logs as columns of numbers: a million signs of progress are read part by part, without an object each."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cnn.runs.log import EventLog, parse_line
from cnn.training.events import Event, Progress

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = ("member", "step", "loss", "accuracy", "learning_rate", "time_s")
PART_BYTES = 16_000_000
WORTH_COLUMNS = 50
"""So few lines are read sooner one by one."""
BEGINNING = b'{"v":1,"kind":"progress",'
"""How this release writes a sign of progress; others are read like any event."""

Column = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Part:
    """Whole lines of a log: the signs of progress as columns, float64 each and of one length, the rest as events.

    last: the last sign of progress. resumed_at: the byte at which each Resumed among the events begins.
    end: the byte to read on from.
    """

    columns: dict[str, Column]
    events: list[tuple[int, Event]] = field(default_factory=list)
    last: Progress | None = None
    end: int = 0


def read_part(log: EventLog, start: int, end: int | None = None) -> Part:
    """What the log says from byte ``start`` on, at most some megabytes of it and none from ``end`` on.

    What is no event is passed over, as ``EventLog.read`` does.
    """
    most = PART_BYTES if end is None else min(PART_BYTES, end - start)
    try:
        with log.path.open("rb") as file:
            file.seek(start)
            content = file.read(most)
            if len(content) == PART_BYTES and b"\n" not in content:
                content += file.readline()
    except FileNotFoundError:
        content = b""
    whole = content[: content.rfind(b"\n") + 1]
    lines, events = [], []
    at = start
    for line in whole.splitlines(keepends=True):
        if line.startswith(BEGINNING):
            lines.append(line)
        elif (event := parse_line(line)) is not None:
            events.append((at, event))
        at += len(line)
    told = [event for _, event in events if isinstance(event, Progress)]  # of another release
    columns = _together(_columns(lines), told)
    events = [(at, event) for at, event in events if not isinstance(event, Progress)]
    return Part(columns, events, _last(lines) or (told[-1] if told else None), start + len(whole))


def _columns(lines: list[bytes]) -> dict[str, Column]:
    if len(lines) >= WORTH_COLUMNS and (table := _table(lines)) is not None:
        return {name: table[name].to_numpy() for name in COLUMNS}
    told = (parse_line(line) for line in lines)
    return _of([event for event in told if isinstance(event, Progress)])


def _table(lines: list[bytes]) -> pa.Table | None:
    """All lines at once; None where one of them is spoilt."""
    import pyarrow as pa
    from pyarrow import json

    schema = pa.schema([(name, pa.float64()) for name in COLUMNS])
    content = b"".join(lines)
    try:
        return json.read_json(
            BytesIO(content),
            read_options=json.ReadOptions(block_size=len(content) + 1),
            parse_options=json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
        ).drop_null()
    except pa.ArrowInvalid:
        return None


def _of(told: list[Progress]) -> dict[str, Column]:
    return {name: np.array([getattr(event, name) for event in told], np.float64) for name in COLUMNS}


def _together(columns: dict[str, Column], told: list[Progress]) -> dict[str, Column]:
    return {name: np.concatenate((columns[name], more)) for name, more in _of(told).items()} if told else columns


def _last(lines: list[bytes]) -> Progress | None:
    """The last line that is a sign of progress."""
    for line in reversed(lines):
        if isinstance(event := parse_line(line), Progress):
            return event
    return None
