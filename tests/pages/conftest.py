"""A visitor of the pages, and runs folders in the states a visitor may find them in."""

import json
import shutil
import socket
from collections.abc import Callable

import pytest

from cnn.data.source import open_source
from cnn.places import runs_folder
from cnn.runs import store as store_module
from cnn.runs.record import Notes, State
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.training.speed import Trial
from dashboard import cache
from dashboard.expectation import Answer
from dashboard.shelf import Shelf
from tests.pages.visitor import Visitor

DEAD_PID = 2**22 + 1  # above what Linux gives


@pytest.fixture(scope="session")
def warm_data(tmp_path_factory):
    """A data folder in which the built-in digits were opened once."""
    folder = tmp_path_factory.mktemp("warm") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNN_DATA", str(folder))
        open_source("digits")
    return folder


@pytest.fixture(autouse=True)
def places(tmp_path, monkeypatch, warm_data) -> None:
    """Runs and data of this test alone; no starter unless a test puts one there; nothing kept from another test."""
    shutil.copytree(warm_data, tmp_path / "data")
    monkeypatch.setenv("CNN_RUNS", str(tmp_path / "runs"))
    monkeypatch.setenv("CNN_NETWORKS", str(tmp_path / "networks"))
    monkeypatch.setenv("CNN_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(store_module, "STARTER", tmp_path / "starter")
    for shelf in ("_evaluations", "_predictors", "_histories"):
        monkeypatch.setattr(cache, shelf, Shelf(4))


@pytest.fixture
def runs() -> RunStore:
    """The runs folder the pages look at; empty at first."""
    return RunStore(runs_folder())


@pytest.fixture
def visit() -> Callable[..., Visitor]:
    """Opens a page in a new session, with what that session already chose."""
    return Visitor.at


@pytest.fixture
def finished(runs, finished_run) -> Run:
    """A finished run in the folder the pages look at."""
    shutil.copytree(finished_run.folder, runs.folder / finished_run.id)
    return runs.get(finished_run.id)


@pytest.fixture
def starter(runs, finished_run) -> Run:
    """A finished run in the starter's place."""
    shutil.copytree(finished_run.folder, store_module.STARTER)
    return runs.get("starter")


@pytest.fixture
def no_worker(monkeypatch) -> list[RunStore]:
    """No worker is started; the list says for which folders one was asked for."""
    asked: list[RunStore] = []
    monkeypatch.setattr("dashboard.plan.ensure_worker", asked.append)
    monkeypatch.setattr("dashboard.widgets.watch.ensure_worker", asked.append)
    monkeypatch.setattr("dashboard.widgets.queue_view.ensure_worker", asked.append)
    return asked


@pytest.fixture(autouse=True)
def measured(monkeypatch) -> dict[str, Answer]:
    """No speed is measured: what is put under "answer" is the answer, a millisecond an image at first."""
    given = {"answer": Answer(0.001)}

    def ask(trial: Trial, *, is_busy: bool) -> Answer:
        return Answer(reason="busy") if is_busy else given["answer"]

    monkeypatch.setattr("dashboard.widgets.expected_time.ask", ask)
    monkeypatch.setattr("dashboard.widgets.expected_time.recall", lambda trial: given["answer"])
    return given


@pytest.fixture
def another(runs, finished_run) -> Callable[..., Run]:
    """Makes runs like the finished one: ``another(id, state=…, without=…)`` lacks the files named."""

    def make(run_id: str, state: State | None = None, without: tuple[str, ...] = (), name: str = "") -> Run:
        shutil.copytree(finished_run.folder, runs.folder / run_id, ignore=shutil.ignore_patterns(*without))
        run = runs.get(run_id)
        if state is not None:
            run.write_state(state)
        if name:
            run.write_notes(Notes(name=name))
        return run

    return make


@pytest.fixture
def ensemble(another) -> Run:
    """A finished run of three networks that look at eight views each, all three the same."""
    run = another("20250101-000009", name="three")
    path = run.folder / "run.json"
    record = json.loads(path.read_text())
    record["config"] |= {"members": 3, "views": 8}
    path.write_text(json.dumps(record))
    for member in (2, 3):
        shutil.copy(run.weights, run.weights_of(member))
    return Run(run.folder)


@pytest.fixture
def lost(another) -> Run:
    """A run whose worker died in its second epoch."""
    state = State(status="running", host=socket.gethostname(), pid=DEAD_PID, epoch=2, step=50, time_s=12.0)
    return another("20260101-000003", state, without=("predictions.parquet",))


@pytest.fixture
def failed(another) -> Run:
    """A run that could not go on, with its reason."""
    state = State(status="failed", epoch=1, reason="The loss turned NaN in epoch 1: lower the learning rate.")
    return another("20260101-000002", state, without=("predictions.parquet", "best.safetensors"))


@pytest.fixture
def damaged(runs) -> str:
    """The id of a folder that should be a run and cannot be read."""
    folder = runs.folder / "20260101-000001"
    folder.mkdir(parents=True)
    (folder / "run.json").write_text('{"id": ')
    return folder.name
