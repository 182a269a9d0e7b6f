"""Work whose events are told otherwise than it tells them, and work that heeds what people ask of its run."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeVar

from cnn.runs.run import Run
from cnn.training.events import Command, Event

Result = TypeVar("Result")
Work = Generator[Event, Command | None, Result]


def retold(work: Work[Result], retell: Callable[[Event], Event | None]) -> Work[Result]:
    """The events of ``work`` as ``retell`` tells them, without those of which it makes None; gives what it gives."""
    answer: Command | None = None
    while True:
        try:
            event = work.send(answer)
        except StopIteration as end:
            result: Result = end.value
            return result
        told = retell(event)
        answer = None if told is None else (yield told)


def heeding(run: Run, work: Work[Result], *, pauses: bool = True) -> Generator[Event, None, Result]:
    """The events of ``work``, which is told what somebody asks of the run; gives what it gives.

    pauses: whether it is told of a pause as such; else that is told as a stop.
    """
    command: Command | None = None
    while True:
        try:
            event = work.send(command)
        except StopIteration as end:
            result: Result = end.value
            return result
        yield event
        wanted = run.wanted
        command = wanted if pauses or wanted is None else "stop"
