"""A run that is made says all that is needed to do it; its name is text and never a path."""

import json

import numpy as np
import pytest

from cnn.data.imageset import Dataset, ImageSet
from cnn.errors import ConfigError, DataError, RunError, SpecError
from cnn.runs.creation import create_run
from cnn.runs.queue import held
from cnn.runs.record import Notes
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.training.config import TrainingConfig

HOSTILE = [
    "../x",
    "; rm -rf /",
    "=cmd()",
    "<script>alert(1)</script>",
    "😀" * 300,
    "a\nb",
    "\x1b[2J",
    "/etc/passwd",
    "latest",
]


@pytest.fixture
def make(store, digits, tiny, quick):
    def made(**options):
        return create_run(store, digits, tiny, quick, **options)

    return made


def test_a_run_says_all_that_is_needed_to_do_it_again(make, store, digits, tiny, quick):
    record = Run(make(preset="notebook").folder).record
    assert record.architecture == tiny
    assert record.config == quick
    assert record.data.source == "digits"
    assert record.data.fingerprint == digits.train.fingerprint
    assert record.data.shape == (1, 28, 28)
    assert record.data.rows == len(digits.train)
    assert record.command.startswith("python -m cnn train digits --preset notebook --epochs 3 --batch-size 32")
    assert set(record.versions) == {"torch", "numpy", "python"}


def test_the_folder_is_part_of_the_command_only_where_it_is_not_the_usual_one(digits, tiny, quick, store, monkeypatch):
    asked = create_run(store, digits, tiny, quick)
    assert f"--architecture {asked.id} " in asked.record.command
    assert asked.record.command.endswith(f"--runs {store.folder}")
    monkeypatch.setenv("CNN_RUNS", str(store.folder))
    assert "--runs" not in create_run(store, digits, tiny, quick).record.command


def test_a_new_run_waits_and_has_nothing_yet(make):
    run = make()
    assert run.status == "queued"
    assert not run.is_usable
    assert run.log.events() == []
    assert {path.name for path in run.folder.iterdir()} == {"run.json", "state.json"}


def test_a_run_can_be_made_by_the_one_who_does_it(make):
    assert make(state=held()).status == "running"


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_name_is_text_and_nothing_else(make, store, name):
    run = make(name=name)
    assert run.name == name
    assert json.loads((run.folder / "run.json").read_text("utf-8"))["name"] == name
    assert run.folder.parent == store.folder
    assert run.id.replace("-", "").isdigit()
    run.write_notes(Notes(name=name + name))
    assert run.name == name + name


def test_an_empty_name_is_that_of_the_network(make):
    assert make(name="").name == "tiny"


def test_bytes_that_are_no_text_become_question_marks(make):
    assert make(name="a\udcff").name == "a?"


def test_what_cannot_be_trained_makes_no_run(store, digits, tiny, quick):
    unlabelled = Dataset("x", "x", ImageSet(digits.train.images, None))
    wide = Dataset("x", "x", ImageSet(np.zeros((20, 1, 28, 30), np.uint8), np.zeros(20, np.int64)))
    one = Dataset("x", "x", digits.train.take(np.arange(1)))
    for error, dataset in [(DataError, unlabelled), (SpecError, wide), (ConfigError, one)]:
        with pytest.raises(error):
            create_run(store, dataset, tiny, quick)
    assert store.all() == []


def test_a_runs_folder_that_cannot_be_written_is_said(tmp_path, digits, tiny):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RunError, match="use --runs"):
        create_run(RunStore(tmp_path / "file" / "runs"), digits, tiny, TrainingConfig())


def test_a_full_disk_makes_no_half_run(make, store, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cnn.files.os.fsync", full)
    with pytest.raises(RunError, match="No space left on device"):
        make()
    assert store.all() == []
    assert store.unreadable() == []


def test_data_with_the_competition_test_is_marked(store, digits, tiny, quick):
    dataset = Dataset("mnist", "MNIST", digits.train, holds_competition_test=True)
    assert create_run(store, dataset, tiny, quick).record.data.holds_competition_test
