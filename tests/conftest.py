"""What several tests stand on: the built-in digits, a network that trains in a moment, a run that is done."""

import os
import subprocess
import sys

# Before torch is imported, and for the processes that tests start: on networks this small one thread is the fastest.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest
from hypothesis import settings

from cnn.data.imageset import Dataset
from cnn.data.source import open_source
from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, Conv, Dense, Dropout, Flatten, MaxPool
from cnn.model.volume import Volume
from cnn.places import ROOT
from cnn.runs import store as store_module
from cnn.runs.creation import create_run
from cnn.runs.queue import held
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.training.config import TrainingConfig

settings.register_profile("deterministic", deadline=None, derandomize=True, max_examples=40, database=None)
settings.load_profile("deterministic")

TINY_LAYERS = (
    Conv(filters=6, size=5, stride=2),
    RELU,
    MaxPool(size=2),
    Dropout(rate=0.1),
    Flatten(),
    Dense(units=10),
)


@pytest.fixture(scope="session", autouse=True)
def no_power_cut():
    """Nothing that this process writes has to survive one, so the disk is not waited for; programs it starts do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda file: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory):
    """Data, runs and networks of the tests' own, also for the processes they start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNN_DATA", str(tmp_path_factory.mktemp("data")))
        patch.setenv("CNN_RUNS", str(tmp_path_factory.mktemp("runs")))
        patch.setenv("CNN_NETWORKS", str(tmp_path_factory.mktemp("networks")))
        yield


@pytest.fixture(scope="session")
def digits() -> Dataset:
    """The built-in digits, 1,500 to learn from and 297 to be tested on."""
    return open_source("digits")


@pytest.fixture(scope="session")
def tiny() -> Architecture:
    """A network that learns the built-in digits within a second."""
    return Architecture(name="tiny", input=Volume(28, 28, 1), layers=TINY_LAYERS)


@pytest.fixture(scope="session")
def quick() -> TrainingConfig:
    """Settings under which ``tiny`` reads nine of ten digits."""
    return TrainingConfig(epochs=3, batch_size=32, learning_rate=0.01, optimizer="adam", device="cpu")


@pytest.fixture
def store(tmp_path, monkeypatch) -> RunStore:
    """An empty runs folder, without the starter."""
    monkeypatch.setattr(store_module, "STARTER", tmp_path / "starter")
    return RunStore(tmp_path / "runs")


@pytest.fixture(scope="session")
def finished_store(tmp_path_factory, digits, tiny, quick) -> RunStore:
    """A runs folder that holds one finished run; only to be read."""
    from cnn.runs.worker import perform

    store = RunStore(tmp_path_factory.mktemp("finished") / "runs")
    run = create_run(store, digits, tiny, quick, name="quick start", state=held())
    for _ in perform(run):
        pass
    return store


@pytest.fixture(scope="session")
def finished_run(finished_store) -> Run:
    """A finished run of ``tiny`` on the built-in digits; only to be read."""
    return finished_store.find("latest")


@pytest.fixture
def trained(store, digits, tiny, quick, monkeypatch):
    """Trains ``tiny`` for an epoch with other settings, in this process; gives the run."""
    from cnn.runs import worker

    monkeypatch.setattr(worker, "open_source", lambda *_: digits)

    def train(**settings) -> Run:
        run = create_run(store, digits, tiny, quick.changed(**{"epochs": 1, **settings}), state=held())
        for _ in worker.perform(run):
            pass
        return run

    return train


@pytest.fixture
def python():
    """Starts Python on the given words as a process, in the project's folder; ends it with the test."""
    started = []
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}

    def start(*words):
        process = subprocess.Popen(
            [sys.executable, *map(str, words)],
            cwd=ROOT,
            env=buffered,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
