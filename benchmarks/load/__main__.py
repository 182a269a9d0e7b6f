"""``python -m benchmarks.load [--sessions 50] [--minutes 10]``: many visitors watch one run.

All but one speak the dashboard's protocol without a browser, one is a real browser. The bar: 95 % of the refreshes are
answered within a second, nothing fails, and the server's memory stays what it was after its warm-up. The run they watch
is told, not trained, so that a training's share of the processor is not measured along.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter

import numpy as np

from benchmarks.load.measuring import BAR_S, BAR_SHARE, GROWTH, Load, measure
from benchmarks.speed.page import why_no_page


def main() -> None:
    """Measure, tell, and end with status 1 where the bar is missed."""
    parser = argparse.ArgumentParser(description="Let many visitors watch one run.")
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--no-browser", action="store_true", help="protocol clients alone")
    options = parser.parse_args()
    missing = "Without a browser, as asked." if options.no_browser else why_no_page()
    load = measure(options.sessions, 60 * options.minutes, with_browser=not missing)
    print(told(load), *([missing] if missing else []), sep="\n")
    sys.exit(0 if load.meets_the_bar else 1)


def told(load: Load) -> str:
    """What was seen, a line each."""
    answers = load.answers_s
    centiles = np.percentile(answers, (50, 95, 99, 100)) if len(answers) else [math.nan] * 4
    opening = [session.opening_s for session in load.sessions if session.opening_s >= 0] or [math.nan]
    paces = Counter(session.paces_s[-1] for session in load.sessions if session.paces_s)
    lines = [
        f"Sessions: {len(load.sessions)} without a browser; pages opened in {np.median(opening):.2f} s (median), "
        f"{max(opening):.2f} s (longest)",
        f"Refreshes: {len(answers):,}; {100 * load.share_in_time:.1f} % within {BAR_S:g} s "
        f"(bar {100 * BAR_SHARE:g} %); median {centiles[0]:.3f}, 95 % {centiles[1]:.3f}, "
        f"99 % {centiles[2]:.3f}, longest {centiles[3]:.3f} s",
        "Refreshing every " + ", ".join(f"{pace:g} s: {count}" for pace, count in sorted(paces.items())) + " sessions",
        f"Memory of the server: {load.memory_bytes[-1] / 1e6:,.0f} MB, {100 * load.growth:+.1f} % since its warm-up "
        f"(bar {100 * GROWTH:g} %); processor: {100 * load.cpu_share:.0f} % of one core",
        f"Received: {sum(session.received_bytes for session in load.sessions) / 1e6:,.0f} MB",
        f"Errors: {len(load.errors)}",
        *(f"  {count} × {error[:300]}" for error, count in Counter(load.errors).most_common(5)),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
