"""A run returns once to the queue when its worker dies, and a worker that does not end when asked is ended."""

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress

import psutil
import pytest

from cnn.runs import queue
from cnn.runs.creation import create_run
from cnn.runs.crew import Crew
from cnn.runs.process import identity
from cnn.runs.record import State
from cnn.runs.rescue import MOST_DEATHS, STOP_GRACE_S

DEAD_PID = 2**22 + 1  # above what Linux gives
STUBBORN = "import subprocess, sys; p = subprocess.Popen(['sleep', '600']); print(p.pid, flush=True); p.wait()"


@pytest.fixture
def make(store, digits, tiny, quick):
    """Makes a run that a process took from the queue and died at; with other words about its state."""

    def create(**state):
        told = {"status": "running", "host": socket.gethostname(), "pid": DEAD_PID, "from_queue": True, **state}
        return create_run(store, digits, tiny, quick, state=State.model_validate(told))

    return create


@pytest.fixture
def stubborn():
    """A process that leads a session of its own, with a child, and heeds nobody; and how a state names it."""
    process = subprocess.Popen(
        [sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    child = psutil.Process(int(process.stdout.readline()))
    yield process, child, {"pid": process.pid, "process_start_s": psutil.Process(process.pid).create_time()}
    for one in (process, child):
        with suppress(psutil.NoSuchProcess):
            one.kill()
    process.communicate()


def asked_long_ago(run):
    run.request_stop()
    past_s = time.time() - STOP_GRACE_S - 1
    os.utime(run.folder / "request.json", (past_s, past_s))


def test_what_a_dead_worker_left_is_taken_by_the_next_one(make, store):
    run = make(epoch=2, step=40)
    assert run.status == "lost"
    assert queue.claim_next(store) == run
    assert (run.status, run.state.deaths, run.state.pid) == ("running", 1, os.getpid())


def test_whoever_looks_puts_it_back_in_its_place(make, store, digits, tiny, quick):
    run, younger = make(), create_run(store, digits, tiny, quick)
    queue.look_after(store)
    assert queue.queued(store) == [run, younger]


def test_a_run_that_kills_every_worker_is_set_aside(make, store):
    run = make(deaths=MOST_DEATHS - 1, epoch=3)
    assert queue.claim_next(store) is None
    assert run.status == "failed"
    assert run.state.reason.startswith("Its worker died 2 times, the last time in epoch 3: set aside")


@pytest.mark.parametrize(("asked", "status"), [("request_stop", "stopped"), ("request_pause", "paused")])
def test_what_was_asked_of_it_before_is_what_becomes_of_it(make, store, asked, status):
    run = make()
    getattr(run, asked)()
    queue.look_after(store)
    assert run.status == status


def test_one_in_the_foreground_is_its_terminals_own_affair(make, store):
    run = make(from_queue=False)
    queue.look_after(store)
    assert run.status == "lost"


def test_a_living_worker_keeps_its_run(store, digits, tiny, quick):
    run = create_run(store, digits, tiny, quick)
    queue.claim_next(store)
    queue.look_after(store)
    assert run.status == "running"


def test_a_run_that_has_told_nothing_for_long_belongs_to_its_worker_elsewhere(make, store):
    silent_s = time.time() - 300
    run = make(host="elsewhere", heartbeat_s=silent_s)
    with Crew(store.folder).joined(1) as member, member.working_on(run.id):
        queue.look_after(store)
        assert run.state.status == "running"
    queue.look_after(store)
    assert run.status == "queued"


def test_a_worker_that_does_not_end_when_asked_is_ended_with_all_that_it_started(make, store, stubborn):
    process, child, named = stubborn
    run = make(**named)
    run.request_stop()
    queue.look_after(store)
    assert (run.status, process.poll()) == ("running", None)  # it was asked just now
    asked_long_ago(run)
    queue.look_after(store)
    assert run.status == "stopped"
    assert run.state.reason == "It did not end when asked, so its process was ended."
    assert not psutil.pid_exists(process.pid)
    child.wait(10)


def test_a_program_that_has_its_number_by_now_is_never_touched(make, store, stubborn):
    process, child, named = stubborn
    run = make(**{**named, "process_start_s": named["process_start_s"] - 60})
    asked_long_ago(run)
    queue.look_after(store)
    assert run.status == "stopped"  # its own process is gone
    assert process.poll() is None
    assert child.is_running()


def test_a_worker_never_ends_itself(make, store):
    run = make(**identity())
    asked_long_ago(run)
    queue.look_after(store)
    assert run.status == "running"
