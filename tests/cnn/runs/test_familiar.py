"""What is familiar to a run is made once, kept with it, and made anew for other weights."""

import shutil

import numpy as np
import pytest

from cnn.data.source import open_source
from cnn.places import STARTER
from cnn.reading.predict import Predictor
from cnn.runs import familiar
from cnn.runs.familiar import FILE, familiarity_of, keep, witness_for
from cnn.runs.run import Run
from cnn.runs.store import RunStore


@pytest.fixture
def run(tmp_path, finished_run):
    shutil.copytree(finished_run.folder, tmp_path / "runs" / finished_run.id)
    return RunStore(tmp_path / "runs").get(finished_run.id)


def test_it_is_made_once_and_read_again(run, monkeypatch):
    predictor = Predictor.of_run(run)
    made = familiarity_of(run, predictor)
    assert (run.folder / FILE).is_file()
    monkeypatch.setattr(familiar, "open_source", lambda *_: pytest.fail("the data is not needed again"))
    again = familiarity_of(run, predictor)
    for name in ("centres", "directions", "variances"):
        np.testing.assert_array_equal(getattr(made, name), getattr(again, name))
    assert (made.rest, made.limit) == (again.rest, again.limit)


@pytest.mark.parametrize("spoil", [b"", b"nothing of the kind", None])
def test_what_is_spoilt_or_of_other_weights_is_made_anew(run, spoil):
    predictor = Predictor.of_run(run)
    made = familiarity_of(run, predictor)
    if spoil is None:
        run.weights.write_bytes(run.weights.read_bytes() + b" ")
    else:
        (run.folder / FILE).write_bytes(spoil)
    again = familiarity_of(run, predictor)
    assert again.limit == pytest.approx(made.limit)


def test_without_the_data_nothing_is_familiar(run, monkeypatch):
    monkeypatch.setattr(familiar, "open_source", lambda *_: open_source("no such file"))
    assert familiarity_of(run, Predictor.of_run(run)) is None
    assert not (run.folder / FILE).exists()


def test_a_folder_that_cannot_be_written_is_done_without(run, monkeypatch):
    def refuse(*_):
        raise OSError("full")

    monkeypatch.setattr(familiar, "write_bytes", refuse)
    assert familiarity_of(run, Predictor.of_run(run)) is not None
    with pytest.raises(OSError, match="full"):
        keep(run, familiarity_of(run, Predictor.of_run(run)))


def test_the_starter_knows_its_training_without_the_data_and_is_asked_of_digits(run, tmp_path):
    starter = Run(STARTER)
    assert familiarity_of(starter, Predictor.of_run(starter)) is not None
    assert witness_for(run, RunStore(tmp_path / "runs")).folder == STARTER


def test_without_a_starter_a_run_is_its_own_witness(store, run):
    assert witness_for(run, store).folder == run.folder
