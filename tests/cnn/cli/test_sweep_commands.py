"""``cnn sweep`` and ``cnn sweeps``: a search in a terminal."""

import pytest

from cnn.runs import queue
from cnn.sweep.sweeps import Sweeps
from tests.cnn.sweep.pretending import work

FEW = ("--preset", "notebook", "--trials", 3, "--trial-epochs", 1)


@pytest.fixture(autouse=True)
def at_once(monkeypatch, digits):
    """What waits is done at once and by nobody, as far as a search can tell."""
    monkeypatch.setattr("cnn.sweep.duty.start_missing", lambda store, _: work(store))
    monkeypatch.setattr("cnn.sweep.duty.LOOK_EVERY_S", 0.0)
    for place in ("cnn.sweep.opening", "cnn.cli.opening"):
        monkeypatch.setattr(f"{place}.open_source", lambda *_: digits)


@pytest.fixture
def searched(cnn, store):
    """A search that went to its end."""
    answer = cnn("sweep", "digits", "--vary", "learning_rate=0.001..0.9", *FEW, "--runs", store.folder)
    assert answer.status == 0, answer.err
    return answer


def test_a_search_tells_each_trial_and_the_best(searched, store):
    assert searched.out.count(": finished, ") == 3
    best = Sweeps(store.folder).find("latest").best
    assert f"Best: trial {best.number + 1}, {100 * best.value:.2f} %" in searched.out
    assert "chosen by the very images it is judged on" in searched.out
    assert "learning_rate: 0.001 to 0.9, by decades" in searched.out


def test_searches_are_listed_and_shown(searched, cnn, store):
    (line,) = cnn("sweeps", "--json", "--runs", store.folder).records
    assert (line["sweep"], line["status"], line["trials"]) == ("notebook search", "finished", {"finished": 3})
    shown = cnn("sweeps", "show", "--runs", store.folder)
    assert "3 finished, of 3 trials" in shown.out
    assert shown.out.count("trial ") >= 3


def test_a_trial_is_trained_in_full(searched, cnn, store):
    answer = cnn("sweeps", "full", "latest", "--trial", 2, "--json", "--runs", store.folder)
    (run,) = queue.queued(store)
    assert answer.record["run"] == run.id
    trial = Sweeps(store.folder).find("latest").trials[1]
    assert run.record.config.learning_rate == trial.values["learning_rate"]
    assert run.record.config.epochs == 2
    refused = cnn("sweeps", "full", "latest", "--trial", 9, "--runs", store.folder)
    assert (refused.status, "it has 3" in refused.err) == (2, True)


def test_ctrl_c_stops_it_in_order_and_it_is_gone_on_with(cnn, store, monkeypatch):
    calls = []

    def interrupted(folder, _):
        calls.append(folder)
        if len(calls) == 1:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("cnn.sweep.duty.start_missing", interrupted)
        answer = cnn("sweep", "digits", "--vary", "learning_rate", *FEW, "--runs", store.folder)
    assert answer.status == 130
    assert "it can be gone on with" in answer.out
    assert {run.status for run in store.made_here()} == {"stopped"}
    assert cnn("sweeps", "go-on", "--runs", store.folder).status == 0
    assert [trial.fate for trial in Sweeps(store.folder).find("latest").trials] == ["finished"] * 3


@pytest.mark.parametrize("words", [("--vary", "seed"), ("--vary", "learning_rate", "--trials", "-1")])
def test_a_mistake_is_one_sentence(words, cnn, store):
    answer = cnn("sweep", "digits", *words, "--runs", store.folder)
    assert answer.status == 2
    assert answer.err.startswith("cnn: A search ")


def test_workers_are_as_many_as_are_asked_for(cnn, store):
    cnn("sweep", "digits", "--vary", "learning_rate", *FEW, "--workers", 3, "--runs", store.folder)
    assert queue.at_once(store) == 3
