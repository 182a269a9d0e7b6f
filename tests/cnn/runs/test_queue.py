"""One worker takes each run, whoever asks at the same time."""

import errno
import subprocess
import sys
from itertools import takewhile
from unittest.mock import Mock

import pytest

from cnn.errors import RunError, VisitorError
from cnn.places import ROOT
from cnn.runs import queue
from cnn.runs.creation import create_run
from cnn.runs.record import Notes
from cnn.runs.staff import start_missing
from cnn.runs.store import RunStore
from cnn.visitor import Visitor, working_for

CLAIMING = """
import sys
from pathlib import Path
from cnn.runs.queue import claim_next
from cnn.runs.store import RunStore
print("ready", flush=True)
sys.stdin.readline()
while (run := claim_next(RunStore(Path(sys.argv[1])))) is not None:
    print(run.id, flush=True)
print("none waits", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def make(store, digits, tiny, quick):
    return lambda: create_run(store, digits, tiny, quick)


@pytest.fixture
def program(python, store):
    """Starts a Python program on the runs folder; ends it with the test."""
    return lambda source: python("-c", source, store.folder)


def go_on(process):
    process.stdin.write("\n")
    process.stdin.flush()


def test_runs_are_taken_the_oldest_first_and_each_once(make, store):
    runs = [make() for _ in range(3)]
    assert queue.queued(store) == runs
    assert [queue.claim_next(store) for _ in range(4)] == [*runs, None]
    assert [run.status for run in runs] == ["running"] * 3


def test_two_processes_never_take_the_same_run(make, store, program):
    runs = {make().id for _ in range(12)}
    claimers = [program(CLAIMING) for _ in range(2)]
    for process in claimers:
        assert process.stdout.readline() == "ready\n"
    for process in claimers:
        go_on(process)
    # both live until both have asked for the last time: what a dead worker held would be taken again
    taken = [line.strip() for process in claimers for line in takewhile("none waits\n".__ne__, process.stdout)]
    assert sorted(taken) == sorted(runs)


def test_a_run_stopped_before_it_began_is_never_taken(make, store):
    first, second = make(), make()
    queue.stop(store, first)
    assert first.status == "stopped"
    assert first.state.reason == "Stopped before it began."
    assert queue.claim_next(store) == second


def test_a_stop_asked_for_while_waiting_is_seen_when_it_would_be_taken(make, store):
    run = make()
    run.request_stop()
    assert queue.claim_next(store) is None
    assert run.status == "stopped"


def test_stopping_a_running_run_only_asks(make, store):
    run = make()
    queue.claim_next(store)
    queue.stop(store, run)
    assert run.wants_stop
    assert run.status == "running"


def test_draining_an_empty_queue_does_nothing_and_loads_no_pytorch(store):
    code = (
        "import sys; from pathlib import Path; from cnn.runs.queue import drain; from cnn.runs.store import RunStore; "
        "print(drain(RunStore(Path(sys.argv[1]))), 'torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(store.folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["0", "False"]


def test_the_order_is_for_who_has_charge_of_the_machine(make, store):
    run = make()
    with working_for(Visitor("Ada")):
        for decide in (lambda: queue.move(store, run, "first"), lambda: queue.set_at_once(store, 2)):
            with pytest.raises(VisitorError, match="Others wait too"):
                decide()
    assert queue.at_once(store) == 1


def test_a_runs_folder_that_cannot_be_is_said(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RunError, match="cannot be written"):
        queue.claim_next(RunStore(tmp_path / "file" / "runs"))


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(store, digits, tiny, quick, monkeypatch):
    run = create_run(store, digits, tiny, quick)
    (store.folder / ".queue.lock").mkdir()
    for ask in (queue.look_after, queue.claim_next, queue.drain):
        with pytest.raises(RunError, match=r"cannot be written: Is a directory; see to it that there is room"):
            ask(store)
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr("cnn.runs.run.write_json", Mock(side_effect=full))
    for change in (run.request_stop, run.request_pause, lambda: run.write_notes(Notes(name="mine"))):
        with pytest.raises(RunError, match=r"cannot be changed: No space left on device\. See to it"):
            change()
    monkeypatch.setattr("cnn.runs.queue.look_after", Mock())
    monkeypatch.setattr("cnn.runs.staff.start_apart", start := Mock())
    monkeypatch.setattr("cnn.runs.staff.TemporaryFile", Mock(side_effect=full))
    with pytest.raises(RunError, match=r"No worker can be started: No space left on device\. See whether"):
        start_missing(store, [])
    assert not start.called
