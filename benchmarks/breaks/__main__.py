"""``make stress``: ``python -m benchmarks.breaks [--kills 950] [--workers 50] [--breaks 50] [--ranks 10] [--seed 0]``.

Checkpoint writers, real workers and the processes of one training are killed, runs are broken off by a kill, a stop or
a pause, every write call fails once in three ways, the event log is cut at every byte. Prints what was tried and every
promise that was not kept, with status 1 where there is one. Some ten minutes on two cores.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before PyTorch is loaded: on networks this small one is the fastest

from benchmarks.breaks.outcome import Outcome
from benchmarks.breaks.writers import kill_writers
from benchmarks.machine import in_a_line, machine


def main() -> int:
    """Break everything; gives the exit status."""
    parser = argparse.ArgumentParser(description="Break what can be broken, and look whether it ends well.")
    parser.add_argument("--kills", type=int, default=950, help="of writers of checkpoints")
    parser.add_argument("--workers", type=int, default=50, help="kills of real workers")
    parser.add_argument("--breaks", type=int, default=50, help="kills, stops and pauses within one process")
    parser.add_argument("--ranks", type=int, default=10, help="kills of processes that train one run together")
    parser.add_argument("--every", type=int, default=1, help="try each so manieth write call and byte only")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    print(in_a_line(machine()), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        faults = 0
        for work in _works(Path(folder), options):
            start = time.perf_counter()
            outcome = work()
            print(f"{outcome}  [{time.perf_counter() - start:.0f} s]", flush=True)
            faults += len(outcome.faults)
    print("Every promise was kept" if not faults else f"{faults} promises were not kept")
    return int(faults > 0)


def _works(folder: Path, options: argparse.Namespace) -> list[Callable[[], Outcome]]:
    """What is done; writers first, as they are forked from a process that has not loaded PyTorch."""

    def later(module: str, name: str, *facts: object) -> Callable[[], Outcome]:
        def work() -> Outcome:
            from importlib import import_module

            outcome: Outcome = getattr(import_module(f"benchmarks.breaks.{module}"), name)(*facts)
            return outcome

        return work

    return [
        partial(kill_writers, folder / "checkpoints", options.kills, options.seed),
        later("interrupts", "interrupt", folder / "interrupts", options.breaks, options.seed),
        later("writes", "fail_writes", folder / "writes", options.every),
        later("logs", "cut_logs", folder / "logs", options.every),
        later("workers", "kill_workers", folder / "workers", options.workers, options.seed),
        later("ranks", "kill_ranks", folder / "ranks", options.ranks),
    ]


if __name__ == "__main__":
    sys.exit(main())
