"""The event log cut at every byte: read up to its last whole record, and appended to."""

from __future__ import annotations

from pathlib import Path

from benchmarks.breaks.outcome import Outcome
from benchmarks.breaks.trainings import digits, make
from cnn.runs import queue, resuming
from cnn.runs.log import EventLog
from cnn.runs.store import RunStore
from cnn.runs.worker import perform
from cnn.training.events import CheckpointSaved, EpochFinished, Event

LATER = CheckpointSaved(epoch=1_000_000)


def cut_logs(folder: Path, every: int = 1) -> Outcome:
    """Cut the log of a run that was paused and gone on with, at each ``every``-th byte."""
    outcome = Outcome("event log cut", {"bytes": 0})
    store = RunStore(folder)
    run = make(store, digits(), {"epochs": 3}, queue.held())
    for event in perform(run):
        if isinstance(event, EpochFinished) and event.epoch == 1:
            resuming.pause(store, run)
    resuming.resume_here(store, run)
    for _ in perform(run):
        pass
    content = run.log.path.read_bytes()
    log = EventLog(folder / "cut.jsonl")
    whole: dict[int, list[Event]] = {}
    for cut_at in range(0, len(content) + 1, every):
        end = content.rfind(b"\n", 0, cut_at) + 1
        if end not in whole:
            log.path.write_bytes(content[:end])
            whole[end] = log.events()
        log.path.write_bytes(content[:cut_at])
        outcome.count("bytes")
        outcome.expect(log.events() == whole[end], f"cut at byte {cut_at} it is not read up to its last whole record")
        log.append(LATER)
        events = log.events()
        # A record that lacks nothing but its line's end counts again once that is written.
        is_complete = content[cut_at : cut_at + 1] == b"\n"
        outcome.expect(events[-1] == LATER, f"cut at byte {cut_at} it cannot be appended to")
        outcome.expect(is_complete or events[:-1] == whole[end], f"cut at byte {cut_at} the next record spoils others")
    outcome.expect(len(whole) > 10 or every > 1, "the log is too short to say anything")
    return outcome
