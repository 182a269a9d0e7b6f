"""Writers of checkpoints killed at random moments; without PyTorch, so that a thousand take seconds.

``python -m benchmarks.breaks.writers FOLDER [KILLS] [SEED]``
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
from pathlib import Path

import numpy as np

from benchmarks.breaks.outcome import Outcome
from cnn.runs.checkpoints import Checkpoint, Checkpoints, read

BEGUN, DONE = b"b", b"e"
SIZES = (300, 30_000, 600_000)
"""Numbers in a checkpoint, from a small network's to those of one of 120,000 parameters with its optimizer."""
LONGEST_S = 0.08


def kill_writers(folder: Path, kills: int, seed: int = 0) -> Outcome:
    """Fork a writer, let it write one checkpoint after the other, kill it, look at what is there; so often."""
    outcome = Outcome("checkpoint writers killed", {"kills": 0, "during a save": 0})
    chance = random.Random(seed)
    number = 0
    for _ in range(kills):
        marks = _killed(folder, number, chance.choice(SIZES), chance.uniform(0, LONGEST_S))
        outcome.count("kills")
        outcome.count("during a save", int(marks.endswith(BEGUN)))
        told = number + marks.count(DONE)
        number = _looked_at(Checkpoints(folder), told, outcome)
        outcome.count("saves", marks.count(BEGUN))
    return outcome


def _killed(folder: Path, number: int, size: int, after_s: float) -> bytes:
    """What a writer said it had begun and done, until it was killed some time after its first word."""
    hears, says = os.pipe()
    child = os.fork()
    if child == 0:
        _write_for_ever(Checkpoints(folder), number, size, says)
    os.close(says)
    first = os.read(hears, 1)
    select.select([], [], [], after_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    marks = first
    while more := os.read(hears, 4096):
        marks += more
    os.close(hears)
    return marks


def _write_for_ever(checkpoints: Checkpoints, number: int, size: int, says: int) -> None:
    while True:
        number += 1
        os.write(says, BEGUN)
        checkpoints.write(_checkpoint(number, size))
        os.write(says, DONE)


def _checkpoint(number: int, size: int) -> Checkpoint:
    return Checkpoint({"number": number}, {"numbers": np.full(size, number), "halves": np.full(size, number / 2)})


def _looked_at(checkpoints: Checkpoints, told: int, outcome: Outcome) -> int:
    """The number of the last checkpoint, after a look at all that there are."""
    found = [read(place) for place in checkpoints.places()]
    numbers = [one.plain["number"] for one in found if one is not None and _is_whole(one)]
    outcome.expect(len(numbers) == len(found), f"a file is unreadable after checkpoint {told}")
    outcome.expect(len(found) <= 3, f"{len(found)} files are left")
    last = max(numbers, default=0)
    outcome.expect(last in (told, told + 1), f"checkpoint {told} was told and {last} is the last")
    return last


def _is_whole(checkpoint: Checkpoint) -> bool:
    number, arrays = checkpoint.plain["number"], checkpoint.arrays
    return bool((arrays["numbers"] == number).all() and (arrays["halves"] == number / 2).all())


if __name__ == "__main__":
    place, *counts = sys.argv[1:]
    done = kill_writers(Path(place), *map(int, counts or ["950"]))
    print(done)
    sys.exit(bool(done.faults))
