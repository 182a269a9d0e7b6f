"""What a visitor may use is told before anything is written, and holds for nobody who has charge."""

import pytest

from cnn.errors import ConfigError, RunError, VisitorError
from cnn.runs import queue, resuming
from cnn.runs.allowance import MB, Allowance, allowance, check_room, used_bytes
from cnn.runs.creation import create_run
from cnn.runs.record import Notes
from cnn.visitor import HOST, Visitor, working_for

ANNA, BEN, TEACHER = Visitor("Anna"), Visitor("Ben"), Visitor("Carol", has_charge=True)


@pytest.fixture
def make(store, digits, tiny, quick):
    """Makes a run of a visitor."""

    def run_of(visitor):
        with working_for(visitor):
            return create_run(store, digits, tiny, quick)

    return run_of


@pytest.mark.parametrize(("visitor", "owner"), [(ANNA, "Anna"), (TEACHER, "Carol (teacher)"), (HOST, "")])
def test_a_run_knows_whose_it_is(make, visitor, owner):
    assert make(visitor).record.owner == owner


def test_only_its_owner_or_a_teacher_changes_a_run(make, store):
    run = make(ANNA)
    acts = (
        lambda: run.write_notes(Notes(name="x")),
        lambda: queue.stop(store, run),
        lambda: resuming.pause(store, run),
        lambda: resuming.resume(store, run),
        lambda: store.delete(run),
    )
    with working_for(BEN):
        assert not run.may_be_changed
        for act in acts:
            with pytest.raises((VisitorError, RunError)):
                act()
    assert (run.status, run.name, run.wanted) == ("queued", "tiny", None)
    with working_for(BEN), pytest.raises(VisitorError, match="is Anna's: only Anna or a teacher can change it"):
        queue.stop(store, run)
    with working_for(TEACHER):
        queue.stop(store, run)
    with working_for(ANNA):
        run.write_notes(Notes(name="mine"))
        store.delete(run)
    with working_for(BEN):
        for act in (store.deleted.put_back, store.deleted.remove):
            with pytest.raises(VisitorError):
                act(run.id)
    with working_for(ANNA):
        assert store.deleted.put_back(run.id).name == "mine"


def test_what_the_host_made_is_no_visitors(make, store):
    run = make(HOST)
    with working_for(ANNA), pytest.raises(VisitorError, match="is a teacher's"):
        store.delete(run)


def test_so_many_runs_may_wait_and_no_more(make, store, monkeypatch):
    monkeypatch.setenv("CNN_VISITOR_RUNS", "2")
    first, _ = make(ANNA), make(ANNA)
    with pytest.raises(VisitorError, match="2 runs that wait or train, and a visitor may have 2"):
        make(ANNA)
    assert len(store.all()) == 2
    make(BEN)
    for _ in range(3):
        make(TEACHER)
    with working_for(ANNA):
        queue.stop(store, first)
    make(ANNA)


def test_a_full_share_of_the_disk_is_told(make, store, monkeypatch):
    monkeypatch.setenv("CNN_VISITOR_DISK_MB", "1")
    run = make(ANNA)
    with working_for(ANNA):
        before = used_bytes(store, ANNA)
        (run.folder / "best.safetensors").write_bytes(bytes(MB))
        assert used_bytes(store, ANNA) == before + MB
    with pytest.raises(VisitorError, match="1 MB that a visitor may use"):
        make(ANNA)
    with working_for(ANNA):
        queue.stop(store, run)
        store.delete(run)
        with pytest.raises(VisitorError, match="remove the deleted ones for good"):
            check_room(store)
        store.deleted.remove(run.id)
        check_room(store)
        with pytest.raises(VisitorError, match="2 MB more"):
            check_room(store, 2 * MB)


def test_limits_are_settings(monkeypatch):
    assert allowance() == Allowance()
    monkeypatch.setenv("CNN_UPLOAD_MB", "7")
    assert allowance().upload_mb == 7
    monkeypatch.setenv("CNN_UPLOAD_MB", "0.5")
    with pytest.raises(ConfigError, match=r"CNN_UPLOAD_MB is '0.5', expected a whole number"):
        allowance()
