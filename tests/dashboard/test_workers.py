"""The dashboard sees to it that one worker is there: a process that outlives it and leaves no zombie."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from cnn.runs.queue import only_worker
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
    runs = [store.create(digits, tiny, quick, name=name) for name in ("first", "second")]
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
    store.create(digits, tiny, quick)
    with only_worker(store) as alone:
        assert alone
        workers.ensure_worker(store)
    assert own_workers == []
