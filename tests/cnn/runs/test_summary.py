"""A summary says in a line what a run's files say, its interval from the images it was judged on."""

import json

import pytest

from cnn.data.corrections import Correction
from cnn.data.corrections_file import change_corrections
from cnn.data.source import open_source
from cnn.experiments import EXPERIMENTS
from cnn.judging.evaluation import wilson_interval
from cnn.model.shapes import parameter_count
from cnn.runs.creation import create_experiment, create_run
from cnn.runs.predictions import load_predictions
from cnn.runs.record import Notes, State, read_tags
from cnn.runs.run import Run
from cnn.runs.summary import Summary, summarise


def test_a_finished_run_in_a_line(finished_run, tiny):
    summary = summarise(finished_run)
    evaluation = load_predictions(finished_run.predictions, finished_run.record.data.class_names)
    assert summary.accuracy == evaluation.accuracy
    assert summary.judged_rows == len(evaluation.rows)
    assert summary.interval == evaluation.interval == wilson_interval(evaluation.hits, 150)
    assert summary.parameters == parameter_count(tiny)
    assert (summary.name, summary.network, summary.data.title, summary.status) == (
        "quick start",
        "tiny",
        "Built-in digits",
        "finished",
    )
    assert summary.is_usable
    assert summary.all_settings == finished_run.record.config.model_dump()
    assert set(summary.settings) == {"epochs", "batch_size", "learning_rate", "optimizer", "device"}
    assert Summary.model_validate_json(summary.model_dump_json()) == summary


def test_what_people_note_is_told(store, digits, tiny, quick):
    run = create_run(store, digits, tiny, quick)
    run.write_notes(Notes(name="mine", text="why", tags=("a", "b c")))
    summary = summarise(run)
    assert (summary.name, summary.text, summary.tags) == ("mine", "why", ("a", "b c"))


def test_without_a_judgement_there_is_no_interval(store, digits, tiny, quick):
    queued = summarise(create_run(store, digits, tiny, quick))
    assert (queued.accuracy, queued.interval, queued.status, queued.is_usable) == (None, None, "queued", False)
    whole = create_run(store, digits, tiny, quick.changed(validation_share=0))
    whole.write_state(State(status="finished", validation_accuracy=1.0))
    assert (summarise(whole).judged_rows, summarise(whole).interval) == (0, None)


def test_rows_that_corrections_left_out_are_not_judged_on(
    store, digits, tiny, quick, finished_run, tmp_path, monkeypatch
):
    monkeypatch.setenv("CNN_DATA", str(tmp_path / "data"))
    inside = load_predictions(finished_run.predictions, finished_run.record.data.class_names).rows[:2].tolist()
    dataset = open_source("digits")
    for row in inside:
        old = int(dataset.train.known_labels[row])
        change_corrections(
            dataset, lambda before, row=row, old=old: before.with_entry(Correction(row=row, old=old, new=None))
        )
    run = create_run(store, open_source("digits"), tiny, quick)
    assert summarise(run).judged_rows == 148
    assert summarise(create_run(store, open_source("digits"), tiny, quick, kind="folds")).judged_rows == 1498


def test_other_kinds_have_no_network_to_count(store, digits):
    summary = summarise(create_experiment(store, digits, next(iter(EXPERIMENTS.values()))))
    assert (summary.kind, summary.parameters, summary.judged_rows) == ("experiment", None, 0)


def test_a_network_that_cannot_be_walked_has_no_count(finished_run, tmp_path):
    record = json.loads((finished_run.folder / "run.json").read_text())
    record["architecture"]["layers"][0]["size"] = 40
    record["id"] = "x"
    folder = tmp_path / "x"
    folder.mkdir()
    (folder / "run.json").write_text(json.dumps(record))
    assert summarise(Run(folder)).parameters is None


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("", ()),
        (" , ,", ()),
        ("a", ("a",)),
        ("b, a ,b", ("b", "a")),
        ("to  submit,\nbaseline", ("to submit", "baseline")),
    ],
)
def test_tags_are_read_from_a_text(text, tags):
    assert read_tags(text) == tags
