"""A small search over the built-in digits."""

import shutil
import sqlite3

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from cnn.sweep import trial_runs
from cnn.sweep.creation import plan_sweep
from cnn.sweep.space import Options, Span
from cnn.sweep.storage import FILE
from cnn.sweep.sweeps import Sweeps
from cnn.sweep.tending import Tender

SPACE = {
    "learning_rate": Span(low=1e-4, high=0.5, is_log=True),
    "optimizer": Options(values=("adam", "sgd")),
    "momentum": Span(low=0.0, high=0.9, step=0.1),
}


@pytest.fixture
def plan(digits, tiny, quick):
    """Makes a plan like the usual one."""

    def make(**other):
        given = {"space": SPACE, "name": "rates", "trials": 6, "epochs": 2, **other}
        return plan_sweep(digits, tiny, quick.changed(members=3), given.pop("space"), **given)

    return make


@pytest.fixture(scope="package", autouse=True)
def no_power_cut_of_sqlite():
    """SQLite waits for the disk at each of a search's many small steps; nothing here has to survive a power cut."""

    def hurry(connection, _):
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA synchronous = OFF")

    event.listen(Engine, "connect", hurry)
    yield
    event.remove(Engine, "connect", hurry)


@pytest.fixture(scope="session")
def no_searches(tmp_path_factory):
    """The file of searches with none in it: to make its tables takes longer than most tests."""
    folder = tmp_path_factory.mktemp("searches")
    (folder / FILE).touch()
    assert Sweeps(folder).names() == []
    return folder / FILE


@pytest.fixture
def sweeps(store, no_searches):
    """The searches of an empty runs folder."""
    store.folder.mkdir()
    shutil.copy(no_searches, store.folder)
    return Sweeps(store.folder)


@pytest.fixture
def begin(sweeps, plan):
    """Begins a search like the usual one."""
    return lambda **other: sweeps.create(plan(**other))


@pytest.fixture
def tender(store, digits, monkeypatch):
    """Makes one who tends a search in the runs folder."""
    monkeypatch.setattr(trial_runs, "open_for", lambda plan: digits)
    return lambda sweep: Tender(sweep, store)
