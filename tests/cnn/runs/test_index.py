"""The index lists what is on disk, whatever it was told before, and reads what has not changed once."""

import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from cnn.runs import index as index_module
from cnn.runs.creation import create_run
from cnn.runs.index import FILE, RunIndex
from cnn.runs.record import Notes, State
from cnn.runs.run import Run
from cnn.runs.summary import summarise

LONG_AGO_S = 1_700_000_000


@pytest.fixture
def make(store, digits, tiny, quick):
    """Makes a run that looks settled: its folder changed long ago."""

    def made(**options):
        run = create_run(store, digits, tiny, quick, **options)
        settle(run)
        return run

    return made


@pytest.fixture
def readings(monkeypatch) -> list[str]:
    """The ids of the runs that were read, in order."""
    read: list[str] = []

    def counted(run: Run):
        read.append(run.id)
        return summarise(run)

    monkeypatch.setattr(index_module, "summarise", counted)
    return read


@pytest.fixture(autouse=True)
def always_written(monkeypatch):
    """Every change is worth writing, in a store of a few runs."""
    monkeypatch.setattr(index_module, "WORTH_WRITING", 1)


def settle(run: Run, s: int = 0) -> None:
    os.utime(run.folder, (LONG_AGO_S + s, LONG_AGO_S + s))


def ids(listing):
    return [summary.id for summary in listing.summaries]


def test_runs_are_listed_the_newest_first_with_the_starter_last(make, store, finished_run):
    shutil.copytree(finished_run.folder, store.place_of("starter"))
    runs = [make() for _ in range(3)]
    listing = RunIndex(store).read()
    assert ids(listing) == [*(run.id for run in reversed(runs)), "starter"]
    assert listing.summaries == tuple(summarise(run) for run in store.all())


def test_no_folder_is_no_runs_and_makes_none(store):
    assert RunIndex(store).read().summaries == ()
    assert not store.folder.exists()


def test_what_has_not_changed_is_read_once(make, store, readings):
    runs = [make() for _ in range(3)]
    index = RunIndex(store)
    for _ in range(3):
        index.read()
    assert sorted(readings) == [run.id for run in runs]


def test_the_next_process_reads_what_changed_and_nothing_else(make, store, readings):
    changed, kept = make(), make()
    RunIndex(store).read()
    readings.clear()
    changed.write_notes(Notes(name="other"))
    settle(changed, 1)
    listing = RunIndex(store).read()
    assert readings == [changed.id]
    assert {summary.id: summary.name for summary in listing.summaries} == {changed.id: "other", kept.id: "tiny"}


def test_every_change_is_seen(make, store):
    run = make()
    index = RunIndex(store)
    index.read()
    run.write_notes(Notes(name="named", tags=("a",), text="why"))
    assert (index.read().summaries[0].name, index.read().summaries[0].tags) == ("named", ("a",))
    run.write_state(State(status="failed", reason="no"))
    assert index.read().summaries[0].status == "failed"
    run.weights.write_bytes(b"x")
    assert index.read().summaries[0].is_usable
    other = make()
    assert ids(index.read()) == [other.id, run.id]
    shutil.rmtree(run.folder)
    assert ids(index.read()) == [other.id]


def test_a_change_within_the_same_tick_of_the_clock_is_seen(store, digits, tiny, quick):
    run = create_run(store, digits, tiny, quick)
    index = RunIndex(store)
    index.read()
    stamp = run.folder.stat()
    run.write_notes(Notes(name="at once"))
    os.utime(run.folder, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert index.read().summaries[0].name == "at once"
    assert RunIndex(store).read().summaries[0].name == "at once"


def test_a_spoilt_run_is_named_and_hides_no_other(make, store):
    sound, spoilt = make(), make()
    (spoilt.folder / "state.json").write_text("{")
    settle(spoilt, 1)
    for index in (RunIndex(store), RunIndex(store)):  # the second one from the file
        listing = index.read()
        assert ids(listing) == [sound.id]
        assert listing.unreadable == (spoilt.id,)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1, 2]", b'[99, {"x": [1, null]}]', b'[1, {"x": [1, {"id": 3}]}]', b"\xff"]
)
def test_a_lost_or_spoilt_index_is_made_again(make, store, content):
    run = make()
    RunIndex(store).read()
    (store.folder / FILE).write_bytes(content)
    assert ids(RunIndex(store).read()) == [run.id]
    assert index_module._read_file(store.folder / FILE).keys() == {run.id}
    (store.folder / FILE).unlink()
    assert ids(RunIndex(store).read()) == [run.id]


def test_an_index_of_a_run_that_is_gone_lists_it_no_more(make, store):
    gone, kept = make(), make()
    RunIndex(store).read()
    store.delete(gone)
    assert ids(RunIndex(store).read()) == [kept.id]


def test_a_folder_that_cannot_be_written_is_listed_all_the_same(make, store, monkeypatch):
    def refuse(path, content):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(index_module, "write_bytes", refuse)
    run = make()
    assert ids(RunIndex(store).read()) == [run.id]


def test_few_changes_do_not_write_the_file_anew(make, store, monkeypatch):
    monkeypatch.setattr(index_module, "WORTH_WRITING", 3)
    make()
    index = RunIndex(store)
    index.read()
    assert not (store.folder / FILE).exists()
    make(), make()
    index.read()
    assert (store.folder / FILE).exists()


def test_how_far_it_is_told(make, store, monkeypatch):
    monkeypatch.setattr(index_module, "TOLD_EVERY", 1)
    for _ in range(4):
        make()
    told: list[float] = []
    index = RunIndex(store)
    index.read(told.append)
    index.read(told.append)
    assert told == [0.2, 0.4, 0.6, 0.8] or told == [0.25, 0.5, 0.75, 1.0]


def test_several_ask_while_runs_are_written(make, store):
    runs = [make() for _ in range(8)]
    index = RunIndex(store)

    def ask() -> list[int]:
        return [len(index.read().summaries) for _ in range(10)]

    with ThreadPoolExecutor(3) as askers:
        asked = [askers.submit(ask) for _ in range(3)]
        for turn in range(20):
            runs[turn % len(runs)].write_state(State(epoch=turn))
    assert {count for each in asked for count in each.result()} == {len(runs)}
    assert max(summary.state.epoch for summary in index.read().summaries) == 19


def test_the_time_of_a_folder_is_that_of_its_files(make):
    """What the index stands on: a file renamed into a folder changes the folder's time, a growing one does not."""
    run = make()
    before = run.folder.stat().st_mtime_ns
    run.write_state(State(status="running"))
    assert run.folder.stat().st_mtime_ns > before
    assert time.time_ns() - run.folder.stat().st_mtime_ns < 60e9
