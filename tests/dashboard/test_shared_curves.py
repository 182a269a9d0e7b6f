"""Charts are drawn once for all who watch, again where the log has grown and they are too old."""

import pytest

from cnn.runs.run import Run
from dashboard import shared_curves
from dashboard.history import History
from dashboard.shared_curves import training_curves


@pytest.fixture
def drawn(monkeypatch):
    """Which charts were drawn, in order."""
    names = []
    monkeypatch.setattr(
        shared_curves, "CHARTS", {name: lambda history, name=name: names.append(name) or name for name in "ab"}
    )
    return names


@pytest.fixture
def run(tmp_path):
    return Run(tmp_path)


def look(run, history, most_old_s):
    history.read_on()
    return training_curves(run, history, most_old_s)


def test_what_has_not_grown_is_drawn_once(run, progress, drawn):
    run.log.append(progress(1))
    history = History(run.log)
    for _ in range(3):
        assert dict(look(run, history, 0)) == {"a": "a", "b": "b"}
    assert drawn == ["a", "b"]


def test_what_has_grown_is_drawn_again_where_it_is_old(run, progress, drawn):
    history = History(run.log)
    for step in (1, 2, 3):
        run.log.append(progress(step))
        look(run, history, 1000)
    assert drawn == ["a", "b"]
    look(run, history, 0)
    assert drawn == 2 * ["a", "b"]


def test_the_end_of_an_epoch_is_drawn_at_once(run, progress, epoch, drawn):
    history = History(run.log)
    for event in (progress(1), epoch(1), progress(2)):
        run.log.append(event)
        look(run, history, 1000)
    assert drawn == 2 * ["a", "b"]


def test_each_scheme_of_colours_has_its_own(run, progress, drawn, monkeypatch):
    run.log.append(progress(1))
    history = History(run.log)
    look(run, history, 0)
    monkeypatch.setattr("dashboard.theme.is_dark", lambda: True)
    look(run, history, 0)
    assert drawn == 2 * ["a", "b"]
