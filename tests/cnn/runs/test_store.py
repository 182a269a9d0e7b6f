"""Runs are made, listed, found and deleted; names are text and never paths."""

import json

import numpy as np
import pytest

from cnn.data.imageset import Dataset, ImageSet
from cnn.errors import ConfigError, DataError, RunError, SpecError
from cnn.runs import run as run_module
from cnn.runs import store as store_module
from cnn.runs.queue import held
from cnn.runs.record import Notes, State
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
        return store.create(digits, tiny, quick, **options)

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
    asked = store.create(digits, tiny, quick)
    assert f"--architecture {asked.id} " in asked.record.command
    assert asked.record.command.endswith(f"--runs {store.folder}")
    monkeypatch.setenv("CNN_RUNS", str(store.folder))
    assert "--runs" not in store.create(digits, tiny, quick).record.command


def test_a_new_run_waits_and_has_nothing_yet(make):
    run = make()
    assert run.status == "queued"
    assert not run.is_usable
    assert run.log.events() == []
    assert {path.name for path in run.folder.iterdir()} == {"run.json", "state.json"}


def test_a_run_can_be_made_by_the_one_who_does_it(make):
    assert make(state=held()).status == "running"


def test_runs_are_listed_the_newest_first(make, store):
    runs = [make() for _ in range(5)]
    assert store.all() == runs[::-1]
    assert store.waiting_order() == runs
    assert store.find("latest") == runs[-1]


def test_no_folder_is_no_runs(store):
    assert store.all() == store.unreadable() == []
    assert not store.folder.exists()


def test_a_run_is_found_by_its_id_or_a_unique_beginning(make, store):
    first, second = make(), make()
    assert store.find(first.id) == first
    shared = next(k for k in range(len(first.id)) if first.id[k] != second.id[k])
    assert store.find(second.id[: shared + 1]) == second
    with pytest.raises(RunError, match="There are 2 runs"):
        store.find(first.id[:shared])


@pytest.mark.parametrize("word", ["", "nothing", "../x", "..", ".", "/", "*", "😀", "starter", "a\0b"])
def test_what_is_no_run_is_not_found(make, store, word):
    make()
    for refused in (lambda: store.find(word), lambda: store.get(word)):
        with pytest.raises(RunError):
            refused()


def test_latest_of_nothing_says_what_to_do(store):
    with pytest.raises(RunError, match="train one first"):
        store.find("latest")


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


def test_a_deleted_run_is_gone(make, store):
    run, other = make(), make()
    store.delete(run)
    assert store.all() == [other]
    assert not [path for path in store.folder.iterdir() if run.id in path.name]
    with pytest.raises(RunError, match="may have been deleted"):
        store.get(run.id)


def test_a_running_run_is_not_deleted(make, store):
    run = make(state=held())
    with pytest.raises(RunError, match="stop it first"):
        store.delete(run)
    assert store.all() == [run]


@pytest.mark.parametrize("spoilt", ["run.json", "state.json", "notes.json", "request.json"])
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"status": "flying", "name": 3, "wanted": 1}'])
def test_one_spoilt_run_hides_no_other(make, store, spoilt, content):
    sound, broken = make(), make()
    (broken.folder / spoilt).write_bytes(content)
    assert store.all() == store.waiting_order() == [sound]
    assert store.unreadable() == [broken.id]


def test_a_run_of_a_newer_release_is_not_half_understood(make, store):
    run = make()
    path = run.folder / "run.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema_version": 2}))
    assert store.unreadable() == [run.id]
    with pytest.raises(RunError, match=r"run\.json of run .* cannot be read: schema_version"):
        _ = Run(run.folder).record


def test_other_things_in_the_folder_are_no_runs(make, store):
    run = make()
    (store.folder / "notes.txt").write_text("mine")
    (store.folder / ".hidden").mkdir()
    assert store.all() == [run]
    assert store.unreadable() == []


def test_what_cannot_be_trained_makes_no_run(store, digits, tiny, quick):
    unlabelled = Dataset("x", "x", ImageSet(digits.train.images, None))
    wide = Dataset("x", "x", ImageSet(np.zeros((20, 1, 28, 30), np.uint8), np.zeros(20, np.int64)))
    one = Dataset("x", "x", digits.train.take(np.arange(1)))
    for error, dataset in [(DataError, unlabelled), (SpecError, wide), (ConfigError, one)]:
        with pytest.raises(error):
            store.create(dataset, tiny, quick)
    assert store.all() == []


def test_a_runs_folder_that_cannot_be_written_is_said(tmp_path, digits, tiny):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RunError, match="use --runs"):
        RunStore(tmp_path / "file" / "runs").create(digits, tiny, TrainingConfig())


def test_a_full_disk_makes_no_half_run(make, store, monkeypatch):
    def full(path, value):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store_module, "write_json", full)
    with pytest.raises(RunError, match="No space left on device"):
        make()
    assert store.all() == []
    assert store.unreadable() == []


def test_the_starter_comes_last_and_cannot_be_deleted(make, store, finished_run, monkeypatch):
    for module in (store_module, run_module):
        monkeypatch.setattr(module, "STARTER", finished_run.folder)
    run = make()
    assert store.all() == [run, finished_run]
    assert store.find("latest") == run
    assert store.find("starter") == store.get("starter") == finished_run
    with pytest.raises(RunError, match="cannot be deleted"):
        store.delete(store.find("starter"))


def test_data_with_the_competition_test_is_marked(store, digits, tiny, quick):
    dataset = Dataset("mnist", "MNIST", digits.train, holds_competition_test=True)
    assert store.create(dataset, tiny, quick).record.data.holds_competition_test


def test_a_state_with_an_impossible_process_is_unreadable(make, store):
    run = make()
    path = run.folder / "state.json"
    path.write_text(json.dumps(State(status="running").model_dump() | {"pid": -1}))
    assert store.unreadable() == [run.id]
