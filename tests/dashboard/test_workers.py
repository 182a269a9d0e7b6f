"""The dashboard sees to it that one worker is there: a process that outlives it and leaves no zombie."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from cnn.runs import queue
from cnn.runs.creation import create_run
from cnn.runs.crew import Crew
from cnn.training.events import Resumed, Started
from dashboard import workers

PATIENCE_S = 120


@pytest.fixture(autouse=True)
def own_workers(monkeypatch, tmp_path):
    """A list of workers of this test's own; each is ended with the test."""
    started = []
    monkeypatch.setattr(workers, "_started", started)
    monkeypatch.setenv("CNN_DATA", str(tmp_path / "data"))
    yield started
    for worker in started:
        worker.kill()
        worker.wait(timeout=PATIENCE_S)


def wait_until(happened):
    """Wait for something that other processes do."""
    deadline = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_no_worker_is_started_where_nothing_waits(store, own_workers):
    workers.ensure_worker(store)
    assert own_workers == []


def test_one_worker_is_started_however_often_it_is_asked_for(store, digits, tiny, quick, own_workers):
    runs = [create_run(store, digits, tiny, quick, name=name) for name in ("first", "second")]
    with ThreadPoolExecutor(8) as visitors:
        list(visitors.map(lambda _: workers.ensure_worker(store), range(32)))
    (worker,) = own_workers
    assert os.getsid(worker.pid) == worker.pid != os.getsid(0)  # so that Ctrl-C and a hang-up do not reach it
    wait_until(lambda: all(run.status == "finished" for run in runs))
    assert [run.state.pid for run in runs] == [worker.pid, worker.pid]
    wait_until(lambda: not psutil.pid_exists(worker.pid))  # ended by itself, and no zombie
    workers.ensure_worker(store)
    assert own_workers == []


def test_none_is_started_beside_a_worker_that_came_from_elsewhere(store, digits, tiny, quick, own_workers):
    create_run(store, digits, tiny, quick)
    with Crew(store.folder).joined(1):
        workers.ensure_worker(store)
    assert own_workers == []


def test_as_many_workers_are_started_as_may_be_and_each_run_is_done_once(store, digits, tiny, quick, own_workers):
    queue.set_at_once(store, 2)
    runs = [create_run(store, digits, tiny, quick) for _ in range(3)]
    workers.ensure_worker(store)
    pids = {worker.pid for worker in own_workers}
    assert len(pids) == 2
    workers.ensure_worker(store)
    assert len(own_workers) == 2
    wait_until(lambda: all(run.status == "finished" for run in runs))
    assert {run.state.pid for run in runs} == pids
    assert [sum(isinstance(event, Started) for event in run.log.events()) for run in runs] == [1, 1, 1]


def test_a_run_goes_on_after_its_worker_died_and_is_set_aside_after_the_second(store, digits, tiny, quick):
    run = create_run(store, digits, tiny, quick.changed(epochs=1000, checkpoint_every_s=1))

    def works():
        workers.ensure_worker(store)
        return run.status == "running" and run.state.step > 0 and run.checkpoints.places()

    wait_until(works)
    psutil.Process(run.state.pid).kill()
    assert not any(isinstance(event, Resumed) for event in run.log.events())
    wait_until(lambda: works() and any(isinstance(event, Resumed) for event in run.log.events()))
    assert run.state.deaths == 1
    psutil.Process(run.state.pid).kill()
    wait_until(lambda: workers.ensure_worker(store) or run.status == "failed")
    assert "Its worker died 2 times" in run.state.reason
