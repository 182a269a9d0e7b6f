"""A run gets the data it was made with: whatever is corrected, drawn or deleted before it begins or goes on."""

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from cnn.data.corrections import Correction, without_corrections
from cnn.data.corrections_file import change_corrections, file_of
from cnn.data.drawings import all_drawings, delete, keep_drawing
from cnn.data.source import open_source
from cnn.data.split import split_rows
from cnn.data.tables.writing import write_table
from cnn.errors import RunError
from cnn.judging.judgement import judge
from cnn.runs.creation import create_run
from cnn.runs.data import as_it_was, source_of
from cnn.runs.queue import held
from cnn.runs.run import Run
from cnn.runs.worker import perform


@pytest.fixture(scope="module")
def warm(tmp_path_factory):
    """A data folder in which the built-in digits were opened once."""
    folder = tmp_path_factory.mktemp("warm") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNN_DATA", str(folder))
        open_source("digits")
    return folder


@pytest.fixture(autouse=True)
def own_data(tmp_path, monkeypatch, warm):
    """A data folder of this test's own, in which the digits open at once."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "cache").symlink_to(warm / "cache")
    monkeypatch.setenv("CNN_DATA", str(folder))


@pytest.fixture
def queued(store, tiny, quick):
    """Makes a run on a source as it is now; nobody is at it yet."""
    return lambda source: create_run(store, open_source(source), tiny, quick.changed(epochs=1))


def opened(run):
    """What the worker would train on."""
    return as_it_was(run, open_source(source_of(run), run.record.data.classes))


def correct(row, new):
    dataset = open_source("digits")
    old = int(without_corrections(dataset).train.labels[row])
    change_corrections(dataset, lambda earlier: earlier.with_entry(Correction(row=row, old=old, new=new)))


def draw(slant=0):
    paper = Image.new("RGB", (280, 280), "white")
    ImageDraw.Draw(paper).line((140 + slant, 50, 140 - slant, 230), "black", 20)
    return keep_drawing(np.asarray(paper), "1")


def test_a_run_made_without_corrections_stays_without(queued):
    run = queued("digits")
    before = open_source("digits").train
    correct(3, None)
    assert opened(run).fingerprint == before.fingerprint == run.record.data.fingerprint
    assert run.record.data.corrections == ""


def test_a_run_made_with_corrections_keeps_those_it_was_made_with(queued):
    correct(3, 0)
    correct(4, None)
    then = open_source("digits").train
    run = queued("digits")
    correct(9, 0)
    images = opened(run)
    assert images.fingerprint == then.fingerprint
    assert run.record.data.corrections == then.corrections
    assert run.record.data.fingerprint == then.own_fingerprint
    assert images.left_out.tolist() == [4]
    file_of(open_source("digits")).unlink()
    assert opened(run).fingerprint == then.fingerprint


def test_corrections_can_be_switched_off_for_a_run_and_its_command_says_so(store, tiny, quick):
    correct(3, None)
    run = create_run(store, without_corrections(open_source("digits")), tiny, quick)
    assert run.record.data.corrections == ""
    assert not (run.folder / "corrections.json").exists()
    assert run.record.command.endswith("--no-corrections")
    assert len(opened(run).left_out) == 0


@pytest.mark.parametrize("content", [None, b"{", b'{"fingerprint": "x", "entries": []}'])
def test_a_runs_own_corrections_that_are_gone_are_said(queued, content):
    correct(3, None)
    run = queued("digits")
    path = run.folder / "corrections.json"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(RunError, match=r"corrections.json of run .* is not what it was"):
        opened(run)


@pytest.mark.parametrize("source", ["digits+drawings", "drawings"])
def test_a_run_learns_from_the_drawings_there_were(source, queued):
    for slant in range(0, 60, 20):
        draw(slant)
    run, then = queued(source), open_source(source).train
    draw(80)
    delete(all_drawings()[0])
    images = opened(run)
    assert np.array_equal(images.images, then.images)
    assert np.array_equal(images.labels, then.labels)
    assert (images.added, images.fingerprint) == (then.added, then.fingerprint)
    for drawing in all_drawings():
        delete(drawing)
    assert len(opened(run)) == len(then)


def test_drawings_that_a_run_lost_are_said(queued):
    draw()
    run = queued("digits+drawings")
    (run.folder / "drawings.csv").write_text("label,pixel0\n1,x\n")
    with pytest.raises(RunError, match=r"drawings.csv of run .* is not what it was"):
        opened(run)


def test_both_go_together(queued):
    draw()
    correct(5, None)
    run, then = queued("digits+drawings"), open_source("digits+drawings").train
    assert opened(run).fingerprint == then.fingerprint
    assert opened(run).left_out.tolist() == [5]
    assert run.record.data.rows == 1500
    assert run.record.data.drawings == 1


def test_a_run_is_trained_and_judged_on_corrected_labels(store, tiny, quick):
    dataset = open_source("digits")
    entries = tuple(Correction(row=row, old=int(dataset.train.labels[row]), new=None) for row in range(400))
    change_corrections(dataset, lambda earlier: earlier.model_copy(update={"entries": entries}))
    run = create_run(store, open_source("digits"), tiny, quick.changed(epochs=1), state=held())
    started, *_ = perform(run)
    assert started.training_rows + started.validation_rows == 1100
    stored = judge([run]).evaluation
    assert stored.rows.min() >= 400


def test_a_run_made_before_is_judged_on_the_labels_as_they_are_now(store, tiny, quick):
    dataset = open_source("digits")
    run = create_run(store, dataset, tiny, quick.changed(epochs=1), state=held())
    list(perform(run))
    kept = judge([run]).evaluation
    row = int(kept.rows[0])
    correct(row, (int(kept.labels[0]) + 1) % 10)
    correct(int(kept.rows[1]), None)
    again = judge([run], replace(open_source("digits"), test=None))
    assert again.caveat == ""
    assert again.evaluation.rows.tolist() == [row, *kept.rows[2:]]
    assert again.evaluation.labels[0] == (kept.labels[0] + 1) % 10


def test_runs_on_other_labels_are_not_averaged_by_stored_predictions(store, tiny, quick):
    runs = []
    for change in (False, True):
        if change:
            _, rows = split_rows(1500, quick.validation_share, quick.seed)
            row = int(rows[0])
            correct(row, (int(open_source("digits").train.labels[row]) + 1) % 10)
        run = create_run(store, open_source("digits"), tiny, quick.changed(epochs=1), state=held())
        list(perform(run))
        runs.append(run)
    with pytest.raises(RunError, match="Labels were corrected between"):
        judge(runs)


def test_a_file_that_went_before_the_run_began_is_said(store, tiny, quick, tmp_path):
    table = tmp_path / "mine.csv"
    with table.open("wb") as file:
        write_table(open_source("digits").train.take(np.arange(200)), file)
    run = create_run(store, open_source(str(table)), tiny, quick, state=held())
    table.unlink()
    *_, failed = perform(run)
    assert failed.reason.startswith(f"The data of this run is gone: {table} is no longer there.")


def test_who_learned_from_drawings_is_not_judged_on_drawings_without_a_word(store, tiny, quick):
    draw()
    run = create_run(store, open_source("digits+drawings"), tiny, quick.changed(epochs=1), state=held())
    list(perform(run))
    draw(40)
    assert "trained on these very rows" in judge([run], open_source("drawings")).caveat
    plain = judge([run], replace(open_source("digits"), test=None))
    added = judge([run], replace(open_source("digits+drawings"), test=None))
    assert plain.caveat == added.caveat == ""
    assert np.array_equal(plain.evaluation.rows, judge([run]).evaluation.rows)
    assert np.array_equal(added.evaluation.rows, plain.evaluation.rows)


def test_what_an_older_release_wrote_is_a_run_without_either(queued):
    run = queued("digits")
    path = run.folder / "run.json"
    record = json.loads(path.read_text())
    del record["data"]["corrections"], record["data"]["drawings"]
    path.write_text(json.dumps(record))
    assert len(opened(Run(run.folder))) == 1500
