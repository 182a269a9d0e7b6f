"""The commands about labels: which are in doubt, correcting them, and writing the corrected table."""

from __future__ import annotations

from argparse import Namespace
from itertools import islice
from pathlib import Path

from cnn.cli.listing import store_of
from cnn.cli.opening import opened
from cnn.cli.output import Output
from cnn.data.corrections import Correction, Corrections, without_corrections
from cnn.data.corrections_file import change_corrections, read_corrections
from cnn.data.imageset import Dataset
from cnn.data.tables.writing import write_table
from cnn.errors import DataError, RunError
from cnn.files import write_atomically
from cnn.labels.confident import find_doubts
from cnn.runs.predictions import load_predictions


def labels(arguments: Namespace) -> int:
    """``cnn labels RUN``: the labels that a label check doubts, the most doubtful first."""
    output = Output(arguments.json)
    run = store_of(arguments).find_of_kind("folds", arguments.run)
    if run.status != "finished":
        raise RunError(f"Run {run.id} is {run.status}: labels can be told apart once it has finished.")
    names = run.record.data.class_names
    evaluation = load_predictions(run.predictions, names)
    doubts = find_doubts(evaluation.labels, evaluation.probs)
    output.say(
        f"{len(doubts):,} of {len(evaluation.labels):,} images are read as another class than their label; "
        f"labels estimated to be wrong: {doubts.estimated:,.0f}"
    )
    output.say("    row  label  rather  p(label)")
    ranked = zip(doubts.places, doubts.suggested, doubts.confidences, strict=True)
    for place, suggested, confidence in islice(ranked, arguments.most):
        row, label = int(evaluation.rows[place]), int(evaluation.labels[place])
        output.give({"row": row, "label": label, "suggested": int(suggested), "confidence": float(confidence)})
        output.say(f"{row:>7}  {names[label]:>5}  {names[suggested]:>6}  {confidence:>8.1%}")
    return 0


def correct(arguments: Namespace) -> int:
    """``cnn correct SOURCE``: decide about one row, take the last decision back, or list them."""
    output = Output(arguments.json)
    dataset = opened(arguments.source, arguments.classes, arguments, output)
    given = without_corrections(dataset).train
    if arguments.undo:
        corrections = change_corrections(dataset, Corrections.without_last)
    elif arguments.row is not None:
        entry = _entry(arguments, dataset)
        corrections = change_corrections(dataset, lambda earlier: earlier.with_entry(entry))
    else:
        corrections = read_corrections(dataset)
    for entry in corrections.entries:
        new = None if entry.new is None else given.class_names[entry.new]
        output.give({"row": entry.row, "old": given.class_names[entry.old], "new": new, "verdict": entry.verdict})
        said = f" {new}" if entry.verdict == "relabelled" else ""
        output.say(f"row {entry.row:,}: {given.class_names[entry.old]}, {entry.verdict}{said}")
    output.say(f"{len(corrections.changes):,} of {len(given):,} labels are corrected")
    return 0


def table(arguments: Namespace) -> int:
    """``cnn table SOURCE``: write the training part as a table, corrected and without what was left out."""
    output = Output(arguments.json)
    images = opened(arguments.source, arguments.classes, arguments, output).train
    rows = len(images) - len(images.left_out)

    def write(place: Path) -> None:
        with place.open("wb") as file:
            write_table(images, file)

    try:
        write_atomically(arguments.out, write)
    except OSError as error:
        raise DataError(
            f"{arguments.out} cannot be written: {error.strerror}; choose another place with --out."
        ) from error
    output.give({"out": str(arguments.out), "rows": rows})
    output.say(f"{arguments.out}: {rows:,} labelled images")
    return 0


def _entry(arguments: Namespace, dataset: Dataset) -> Correction:
    """What the options decide about a row; raises DataError where there is no such row or class."""
    images, row = without_corrections(dataset).train, arguments.row
    last = len(images) - images.added - 1
    if not 0 <= row <= last:
        raise DataError(f"There is no row {row:,}: rows of {dataset.title} are counted from 0 to {last:,}.")
    old = int(images.known_labels[row])
    if arguments.keep:
        return Correction(row=row, old=old, new=old)
    if arguments.leave_out:
        return Correction(row=row, old=old, new=None)
    if arguments.label not in images.class_names:
        raise DataError(f"There is no class {arguments.label!r}; there are {', '.join(images.class_names[:20])}.")
    return Correction(row=row, old=old, new=images.class_names.index(arguments.label))
