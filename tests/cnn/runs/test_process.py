"""A run is alive with the very process that holds it, and lost without."""

import os
import subprocess
import sys
import time

import psutil
import pytest

from cnn.runs.process import SILENCE_S, identity, is_alive
from cnn.runs.record import State
from cnn.runs.run import status_of


@pytest.fixture
def here():
    return State(status="running", **identity())


@pytest.fixture
def child():
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process
    process.kill()
    process.communicate()


def held_by(process):
    start_s = psutil.Process(process.pid).create_time()
    return State(status="running", **identity()).model_copy(update={"pid": process.pid, "process_start_s": start_s})


def test_this_process_is_alive(here):
    assert is_alive(here)
    assert status_of(here) == "running"


def test_another_process_is_alive_until_it_ends(child):
    state = held_by(child)
    assert status_of(state) == "running"
    child.kill()
    child.communicate()
    assert status_of(state) == "lost"


@pytest.mark.skipif(os.name != "posix", reason="zombies are a thing of POSIX")
def test_a_zombie_counts_as_dead(child):
    state = held_by(child)
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and nobody has fetched its end
    assert psutil.pid_exists(child.pid)
    assert status_of(state) == "lost"


def test_another_program_with_the_same_number_is_not_it(here):
    assert status_of(here.model_copy(update={"process_start_s": here.process_start_s - 60})) == "lost"


def test_a_process_on_another_host_is_believed_for_as_long_as_it_speaks(here):
    elsewhere = here.model_copy(update={"host": "elsewhere"})
    assert is_alive(elsewhere)
    silent = elsewhere.model_copy(update={"heartbeat_s": time.time() - SILENCE_S - 1})
    assert status_of(silent) == "lost"


@pytest.mark.parametrize("pid", [0, 2**22 + 1, 2**31 - 1, 2**70])
def test_a_number_no_process_has_is_dead(here, pid):
    assert not is_alive(here.model_copy(update={"pid": pid}))


@pytest.mark.parametrize("status", ["queued", "finished", "stopped", "failed"])
def test_only_a_running_run_can_be_lost(status):
    assert status_of(State(status=status)) == status
