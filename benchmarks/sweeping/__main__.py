"""``python -m benchmarks.sweeping``: 200 quick trials, four workers, a tenth of the trials lose theirs."""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from benchmarks.machine import in_a_line, machine
from benchmarks.sweeping.killing import search_under_fire


def main() -> int:
    """Print what became of the search; 1 where it did not keep its promise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--kills", type=int, default=20, help="how many workers are killed while they train")
    parser.add_argument("--tender-kills", type=int, default=3, help="how often whoever tends it is killed")
    parser.add_argument("--stops", type=int, default=1, help="how often it is stopped and gone on with")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    print(in_a_line(machine()))
    with tempfile.TemporaryDirectory() as folder:
        report = search_under_fire(Path(folder), **vars(given))
    print(f"{report.trials} trials by {given.workers} workers in {report.duration_s:.0f} s: {dict(report.fates)}")
    print(
        f"killed while training: {report.workers_killed} workers, {report.tenders_killed} times whoever tended it; "
        f"stopped and gone on with: {report.stops}"
    )
    if report.back_s:
        print(
            f"a killed worker's run waited {statistics.median(report.back_s):.1f} s, at most {max(report.back_s):.1f}"
        )
    print("\n".join(report.faults) or "none lost, none counted twice, none left running")
    return 1 if report.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
