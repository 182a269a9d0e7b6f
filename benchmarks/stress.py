"""The stress set: digits as real pens write them, read as the Draw page reads them.

``python -m benchmarks.stress [RUN] [--data SOURCE]`` prints accuracy by condition: by pen, place and ground, by way of
writing, for shapes and hands that training never drew, for held-out rows thinned and thickened, and, apart from the
total, for scikit-learn's digits. All go through ``normalise`` and ``Predictor`` like any drawing. What is drawn is
partly circular for a network trained with ``cnn.pens``, whose seeds differ but whose family of strokes is the same; the
held-out shapes and hands, the rows and the foreign digits say how much of it generalises.
"""

from __future__ import annotations

import argparse

from benchmarks.stress_cases import drawn_cases, foreign_cases, row_cases
from benchmarks.stress_report import read_cases, shapes_table, summary, table
from cnn.data.imageset import ImageSet
from cnn.data.source import open_source
from cnn.data.split import split_rows
from cnn.errors import DataError
from cnn.places import runs_folder
from cnn.runs.run import Run
from cnn.runs.store import RunStore


def held_out_rows(run: Run, source: str) -> ImageSet:
    """The validation rows of a run, which its training never saw; raises DataError for other data."""
    record = run.record
    images = open_source(source, record.data.classes).train
    if images.own_fingerprint != record.data.fingerprint:
        raise DataError(f"{source} is not the data run {run.id} was trained on: give the same file.")
    return images.take(split_rows(len(images), record.config.validation_share, record.config.seed)[1])


def main() -> None:
    """Print the accuracy of a run on the stress set."""
    from cnn.reading.predict import Predictor

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("run", nargs="?", default="starter", help="an id, a unique prefix, latest or starter")
    parser.add_argument("--data", help="the run's own data, for the part made of held-out rows")
    parser.add_argument("--each", type=int, default=20, help="drawings a digit under each condition")
    options = parser.parse_args()
    run = RunStore(runs_folder()).find(options.run)
    predictor = Predictor.of_run(run)

    drawn = read_cases(drawn_cases(options.each), predictor.probs)
    print(f"Drawn by program: {summary(drawn)}", table(drawn), sep="\n")
    usual = [outcome for outcome in drawn if not outcome.condition.unusual]
    print(f"Usual hands, shapes that training draws: {summary([o for o in usual if not o.condition.held_out])}")
    print(f"Usual hands, shapes held out of training: {summary([o for o in usual if o.condition.held_out])}")
    print(f"Unusual hands, never in training: {summary([o for o in drawn if o.condition.unusual])}")
    print("By way of writing (* held out of training):", shapes_table(drawn), sep="\n")
    if options.data:
        rows = read_cases(row_cases(held_out_rows(run, options.data), options.each), predictor.probs)
        print(f"Held-out rows: {summary(rows)}", table(rows), sep="\n")
        print(f"Whole stress set: {summary(drawn + rows)}")
    foreign = read_cases(foreign_cases(), predictor.probs)
    print(f"Outside check, scikit-learn's digits: {summary(foreign)}", table(foreign), sep="\n")


if __name__ == "__main__":
    main()
