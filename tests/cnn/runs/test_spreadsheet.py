"""The table of runs is read by pandas as it was written, and by a spreadsheet without surprises."""

import csv
import io

import pandas as pd

from cnn.runs.creation import create_run
from cnn.runs.record import Notes
from cnn.runs.spreadsheet import as_csv
from cnn.runs.summary import summarise
from cnn.training.config import TrainingConfig


def test_every_setting_has_a_column_and_a_line_says_what_the_run_says(finished_run):
    summary = summarise(finished_run)
    table = pd.read_csv(io.BytesIO(as_csv([summary])))
    (line,) = table.to_dict("records")
    assert set(TrainingConfig.model_fields) <= set(line)
    assert line["run"] == summary.id
    assert line["validation_accuracy"] == summary.accuracy
    assert (line["interval_low"], line["interval_high"]) == summary.interval
    assert line["learning_rate"] == 0.01
    assert line["momentum"] == TrainingConfig().momentum
    assert line["parameters"] == summary.parameters


def test_texts_stay_texts(store, digits, tiny, quick):
    run = create_run(store, digits, tiny, quick)
    run.write_notes(Notes(name='=HYPERLINK("x")', text='two\nlines, "quoted"', tags=("a", "b")))
    (line,) = csv.DictReader(io.StringIO(as_csv([summarise(run)]).decode(), newline=""))
    assert line["name"] == '\'=HYPERLINK("x")'
    assert line["notes"] == 'two\nlines, "quoted"'
    assert line["tags"] == "a, b"
    assert line["validation_accuracy"] == ""


def test_no_runs_are_a_header():
    assert as_csv([]) == b"run\n"
