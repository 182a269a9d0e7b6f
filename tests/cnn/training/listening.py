"""Listening to a training: all that it says, and what is left when the clock's figures are taken away."""

from __future__ import annotations

from cnn.training.events import EpochFinished, Progress

CLOCKED = {"time_s", "left_s", "images_per_s", "duration_s"}


def drain(training, stop_at=None):
    """All events and the network; ``stop`` is sent once, at the first event of the kind ``stop_at``."""
    events = []
    command = None
    try:
        while True:
            events.append(training.send(command))
            command = "stop" if stop_at == events[-1].kind else None
            stop_at = None if command else stop_at
    except StopIteration as end:
        return events, end.value


def facts(events):
    """What was said, without what the clock says."""
    return [event.model_dump(exclude=CLOCKED) for event in events if not isinstance(event, Progress)]


def kinds(events):
    """The kinds of the events in a row of words."""
    return " ".join(event.kind for event in events)


def epochs(events):
    """What was said at the end of each epoch."""
    return [event for event in events if isinstance(event, EpochFinished)]
