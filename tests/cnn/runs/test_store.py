"""Runs are listed, found and deleted; a name is never a way to elsewhere."""

import json

import pytest

from cnn.errors import RunError
from cnn.runs import run as run_module
from cnn.runs import store as store_module
from cnn.runs.creation import create_run
from cnn.runs.queue import held
from cnn.runs.record import State
from cnn.runs.run import Run


@pytest.fixture
def make(store, digits, tiny, quick):
    def made(**options):
        return create_run(store, digits, tiny, quick, **options)

    return made


def test_runs_are_listed_the_newest_first(make, store):
    runs = [make() for _ in range(5)]
    assert store.all() == runs[::-1]
    assert store.made_here() == runs
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
    assert store.all() == store.made_here() == [sound]
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


def test_the_starter_comes_last_and_cannot_be_deleted(make, store, finished_run, monkeypatch):
    for module in (store_module, run_module):
        monkeypatch.setattr(module, "STARTER", finished_run.folder)
    run = make()
    assert store.all() == [run, finished_run]
    assert store.find("latest") == run
    assert store.find("starter") == store.get("starter") == finished_run
    with pytest.raises(RunError, match="cannot be deleted"):
        store.delete(store.find("starter"))


def test_a_state_with_an_impossible_process_is_unreadable(make, store):
    run = make()
    path = run.folder / "state.json"
    path.write_text(json.dumps(State(status="running").model_dump() | {"pid": -1}))
    assert store.unreadable() == [run.id]
