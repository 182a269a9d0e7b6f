"""Runs broken off at random events, by a kill, a stop or a pause, and gone on with to their end."""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.breaks.outcome import Outcome
from benchmarks.breaks.trainings import SETTINGS, differences, digits, make
from cnn.runs import queue, resuming
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.runs.worker import perform
from cnn.training import loop

EPOCHS = 3
LATEST = 45
"""The event at which a run may be broken off; a run has some forty."""
DEAD = {"pid": 2**22 + 1, "process_start_s": 1.0}
"""What no process on Linux is."""


def interrupt(folder: Path, breaks: int, seed: int = 0) -> Outcome:
    """Break runs off so often, each up to three times; each ends as one of the same settings that was left alone."""
    outcome = Outcome("runs broken off", {"breaks": 0, "runs": 0})
    chance, dataset = random.Random(seed), digits()
    store, alone = RunStore(folder / "runs"), RunStore(folder / "alone")
    before, loop.PROGRESS_EVERY_S = loop.PROGRESS_EVERY_S, 0.0  # something is said at each step

    def settings(number: int) -> dict[str, Any]:
        return {**SETTINGS[number], "epochs": EPOCHS, "checkpoint_every_s": 0.1}

    @lru_cache
    def whole(number: int) -> Run:
        run = make(alone, dataset, settings(number), queue.held())
        for _ in perform(run):
            pass
        return run

    try:
        while outcome.figures["breaks"] < breaks:
            number = int(outcome.figures["runs"]) % len(SETTINGS)
            run = make(store, dataset, settings(number), queue.held())
            for _ in range(min(chance.randint(1, 3), breaks - int(outcome.figures["breaks"]))):
                how = chance.choice(["kill", "stop", "pause"])
                if not _broken_off(store, run, how, chance.randint(1, LATEST)):
                    break
                outcome.count("breaks")
                outcome.count(f"by a {how}")
                resuming.resume_here(store, run)
            if run.status != "finished":
                for _ in perform(run):
                    pass
            outcome.count("runs")
            for difference in differences(run, whole(number)):
                outcome.faults.append(f"the {difference} with {SETTINGS[number]} are not those of a run left alone")
    finally:
        loop.PROGRESS_EVERY_S = before
    return outcome


def _broken_off(store: RunStore, run: Run, how: str, at: int) -> bool:
    """Do a run, and break it off at the event of that number; False where it had ended before."""
    work = perform(run)
    for number, _ in enumerate(work, 1):
        if number < at:
            continue
        if how == "kill":
            work.close()
            run.write_state(run.state.model_copy(update=DEAD))
            break
        if resuming.can_pause(run, run.status):
            (resuming.pause if how == "pause" else queue.stop)(store, run)
    return resuming.can_resume(run, run.status)
