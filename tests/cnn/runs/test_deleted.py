"""Deleted runs lie aside, come back unchanged, and are gone for good after the stated days or when asked."""

import os
import time

import pytest

from cnn.errors import RunError
from cnn.runs.creation import create_run
from cnn.runs.deleted import DAY_S, KEPT_DAYS, name_of
from cnn.runs.record import Notes


@pytest.fixture
def run(store, digits, tiny, quick):
    """A run with a name and a file of its own."""
    run = create_run(store, digits, tiny, quick, name="mine")
    run.weights.write_bytes(b"weights")
    return run


def aged(run, days):
    """The same run, deleted so many days ago."""
    at = time.time() - days * DAY_S
    os.utime(run.folder, (at, at))
    return run


def test_a_deleted_run_comes_back_as_it_was(run, store):
    store.delete(run)
    assert store.all() == store.unreadable() == []
    (deleted,) = store.deleted.all()
    assert (deleted.id, name_of(deleted)) == (run.id, "mine")
    assert store.deleted.put_back(run.id) == run
    assert store.all() == [run]
    assert run.weights.read_bytes() == b"weights"
    assert store.deleted.all() == []


def test_the_one_deleted_last_comes_first(store, digits, tiny, quick):
    first, second, third = (create_run(store, digits, tiny, quick) for _ in range(3))
    for run in (second, first, third):
        store.delete(run)
    for deleted, days in zip(store.deleted.all(), (1, 2, 3), strict=True):
        aged(deleted, {third.id: 1, first.id: 2, second.id: 3}[deleted.id])
        assert days
    assert [run.id for run in store.deleted.all()] == [third.id, first.id, second.id]


def test_after_the_stated_days_and_not_before_it_is_gone_for_good(run, store):
    store.delete(run)
    (deleted,) = store.deleted.all()
    aged(deleted, KEPT_DAYS - 0.5)
    store.deleted.sweep()
    assert store.deleted.days_left(deleted) == 1
    assert store.deleted.all() == [deleted]
    aged(deleted, KEPT_DAYS + 0.5)
    store.deleted.sweep()
    assert store.deleted.all() == []


def test_an_old_run_is_kept_from_the_moment_it_is_deleted(run, store):
    aged(run, 400)
    store.delete(run)
    store.deleted.sweep()
    (deleted,) = store.deleted.all()
    assert store.deleted.days_left(deleted) == KEPT_DAYS


def test_it_can_be_removed_at_once(run, store):
    store.delete(run)
    store.deleted.remove(run.id)
    assert store.deleted.all() == []
    for again in (store.deleted.put_back, store.deleted.remove):
        with pytest.raises(RunError, match="There is no deleted run"):
            again(run.id)


@pytest.mark.parametrize("word", ["", "..", "../x", "/etc", "."])
def test_what_was_not_deleted_is_not_moved(run, store, word):
    for move in (store.deleted.put_back, store.deleted.remove):
        with pytest.raises(RunError):
            move(word)
    assert store.all() == [run]


def test_a_run_that_took_its_place_is_not_written_over(run, store):
    store.delete(run)
    run.folder.mkdir()
    with pytest.raises(RunError, match="There is a run"):
        store.deleted.put_back(run.id)


def test_a_damaged_run_is_called_by_its_id(run, store):
    store.delete(run)
    (deleted,) = store.deleted.all()
    (deleted.folder / "run.json").write_text("{")
    assert name_of(type(deleted)(deleted.folder)) == run.id


def test_a_folder_that_cannot_be_written_is_one_sentence(run, store):
    (store.folder / ".deleted").write_text("in the way")
    with pytest.raises(RunError, match="cannot be moved"):
        store.delete(run)
    assert store.all() == [run]


def test_nothing_deleted_is_nothing(store):
    assert store.deleted.all() == []
    store.deleted.sweep()


def test_the_starter_keeps_its_name(finished_run, monkeypatch):
    monkeypatch.setattr("cnn.runs.run.STARTER", finished_run.folder)
    with pytest.raises(RunError, match="ships with the program"):
        finished_run.write_notes(Notes(name="x"))
