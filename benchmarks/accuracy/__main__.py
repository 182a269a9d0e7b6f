"""``python -m benchmarks.accuracy [PRESET...]``: what the presets reach on rows that decided nothing.

Options: ``--seeds 5`` (networks a preset), ``--data SOURCE``, ``--choose`` (train on 30,000 rows and judge on the 5,000
to choose by, for work on the presets themselves). Networks are kept in ``bench/accuracy/`` and not trained twice.
Prints a line a preset and writes ``bench/accuracy.json``.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import asdict

from benchmarks.accuracy.pool import Pool
from benchmarks.accuracy.rows import for_choices, for_figures
from benchmarks.accuracy.summary import summarise
from benchmarks.machine import machine
from cnn.data.source import open_source
from cnn.errors import CnnError
from cnn.files import write_json
from cnn.places import ROOT
from cnn.presets import PRESETS, find_preset
from cnn.presets.competing import COMPETING


def main() -> int:
    """Train what is missing, print and write."""
    parser = argparse.ArgumentParser(description="Accuracy of the presets, mean and standard deviation over seeds.")
    parser.add_argument("presets", nargs="*", choices=[*PRESETS, []], default=[preset.name for preset in COMPETING])
    parser.add_argument("--seeds", type=int, default=5, help="how many networks are trained for each preset")
    parser.add_argument("--data", default=os.environ.get("CNN_KAGGLE_ZIP", "kaggle"))
    parser.add_argument("--choose", action="store_true", help="judge on the rows to choose by")
    options = parser.parse_args()
    try:
        images = open_source(options.data).train
    except CnnError as error:
        print(f"accuracy: {error}", file=sys.stderr)
        return 2
    rows = for_choices(images) if options.choose else for_figures(images)
    summaries = []
    for name in options.presets:
        preset = find_preset(name)
        pool = Pool(ROOT / "bench/accuracy", preset, rows)
        networks = [pool.network(seed) for seed in range(options.seeds)]
        summaries.append(summarise(name, preset.config.members, networks, rows.judged.known_labels))
        print(summaries[-1], flush=True)
    report = {
        "machine": machine(),
        "learned_rows": len(rows.learned),
        "judged_rows": len(rows.judged),
        "presets": [asdict(summary) for summary in summaries],
    }
    write_json(ROOT / ("bench/choices.json" if options.choose else "bench/accuracy.json"), report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
