"""How soon very many runs are listed: ``python -m benchmarks.many_runs [--runs 10000]``.

Makes so many runs like the starter, each with a name, settings, accuracy and time of its own and one of forty networks,
and prints the seconds that listing them takes: at the very first, in a new process (``cold``, its start not counted),
again in the same one (``warm``), after one of them has changed, and the whole page of runs in a new process and again;
and how soon a new worker has its first run (``claim cold``) and the next one.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.machine import in_a_line, machine
from cnn.places import ROOT, STARTER

GOAL_S = 2.0
NETWORKS = 40
STATUSES = ("finished", "finished", "finished", "stopped", "failed")


def make_runs(folder: Path, count: int) -> None:
    """Write ``count`` runs below ``folder``, as if made one a minute until long ago."""
    record = json.loads((STARTER / "run.json").read_text())
    state = json.loads((STARTER / "state.json").read_text())
    layers = record["architecture"]["layers"]
    for number in range(count):
        run = folder / f"2024{number // 2_000 + 1:02d}01-{number:06d}-000000"
        run.mkdir(parents=True)
        units = {**layers[0], "filters": 8 + number % NETWORKS}
        architecture = {**record["architecture"], "layers": [units, *layers[1:]]}
        config = {**record["config"], "seed": number, "epochs": 1 + number % 20}
        told = {"id": run.name, "name": f"run {number}", "architecture": architecture, "config": config}
        (run / "run.json").write_text(json.dumps({**record, **told}))
        figures = {"validation_accuracy": 0.95 + number % 997 / 20_000, "time_s": 10.0 + number % 1_000}
        (run / "state.json").write_text(json.dumps({**state, **figures, "status": STATUSES[number % len(STATUSES)]}))
        if number % 10 == 0:
            (run / "notes.json").write_text(json.dumps({"name": f"named {number}", "text": "", "tags": ["tenth"]}))
        os.utime(run, (1_700_000_000 + number, 1_700_000_000 + number))


def listing(folder: Path) -> dict[str, float]:
    """Seconds that the index takes, asked twice and once more after a change."""
    from cnn.runs.index import RunIndex
    from cnn.runs.record import Notes
    from cnn.runs.store import RunStore

    index = RunIndex(RunStore(folder))
    found = {"cold": _timed(index.read), "warm": _timed(index.read)}
    (newest, *_) = index.read().summaries
    RunStore(folder).get(newest.id).write_notes(Notes(name="changed"))
    return {**found, "after a change": _timed(index.read)}


def claims(folder: Path) -> dict[str, float]:
    """Seconds that a worker takes until it has its first run, and its second one."""
    from cnn.runs import queue
    from cnn.runs.record import State
    from cnn.runs.store import RunStore

    store = RunStore(folder)
    for run in store.all()[:2]:
        run.write_state(State())
    return {"claim cold": _timed(lambda: queue.claim_next(store)), "claim": _timed(lambda: queue.claim_next(store))}


def page(folder: Path) -> dict[str, float]:
    """Seconds that the page of the runs in ``folder``, which is where runs are, takes without a browser."""
    from streamlit.testing.v1 import AppTest

    from dashboard.navigation import entry_of

    test = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=120).run()
    test.switch_page(entry_of("train/runs.py").path)
    found = {"page cold": _timed(test.run), "page warm": _timed(test.run)}
    assert not test.exception, test.exception
    test.text_input(key="search").set_value("tenth")
    return {**found, "page searched": _timed(test.run)}


def _timed(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return round(time.perf_counter() - start, 3)


def _in_another_process(part: str, folder: Path) -> dict[str, float]:
    words = [sys.executable, "-m", "benchmarks.many_runs", "--part", part, "--folder", str(folder)]
    environment = {**os.environ, "CNN_RUNS": str(folder)}
    done = subprocess.run(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


PARTS = {"listing": listing, "page": page, "claims": claims}


def main() -> int:
    """Measure and print; gives 0 where a new process lists all within the goal, else 1."""
    parser = argparse.ArgumentParser(prog="benchmarks.many_runs")
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--part", choices=list(PARTS))
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    if arguments.part:
        print(json.dumps(PARTS[arguments.part](arguments.folder)))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_runs(folder, arguments.runs)
        first = _in_another_process("listing", folder)
        found = {
            "at first": first["cold"],
            **_in_another_process("listing", folder),
            **_in_another_process("page", folder),
            **_in_another_process("claims", folder),
        }
    print(in_a_line(machine()))
    print(f"{arguments.runs:,} runs: {', '.join(f'{name} {seconds:.2f} s' for name, seconds in found.items())}")
    return int(found["cold"] > GOAL_S or found["page cold"] > GOAL_S)


if __name__ == "__main__":
    sys.exit(main())
