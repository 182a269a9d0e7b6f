"""What waits is listed, moved and cancelled from a terminal, and who works on what is told."""

import re

import pytest

from cnn.runs import queue
from cnn.runs.creation import create_run
from cnn.runs.crew import Crew
from cnn.training.config import TrainingConfig


@pytest.fixture
def runs(store, digits, tiny):
    return [create_run(store, digits, tiny, TrainingConfig(), name=name) for name in ("first", "second", "third")]


@pytest.fixture
def ask(cnn, store):
    """Asks the queue of this runs folder."""
    return lambda *words: cnn("queue", *words, "--runs", store.folder)


def names(answer):
    return [record["name"] for record in answer.records]


def test_nothing_waits(ask):
    assert ask().out == "1 run is worked on at once; change it with --at-once\n"


def test_what_waits_is_listed_in_its_order_and_moved(ask, runs, store):
    assert names(ask("--json")) == ["first", "second", "third"]
    assert names(ask("first", runs[2].id, "--json")) == ["third", "first", "second"]
    assert names(ask("down", runs[2].id, "--json")) == ["first", "third", "second"]
    assert names(ask("up", runs[1].id, "--json")) == ["first", "second", "third"]
    assert "  2.  " + runs[1].id + " " in ask().out
    assert queue.claim_next(store) == runs[0]


def test_one_that_waits_is_cancelled_and_then_waits_no_more(ask, runs):
    assert names(ask("cancel", runs[0].id, "--json")) == ["second", "third"]
    assert runs[0].status == "stopped"
    for action in ("cancel", "up"):
        again = ask(action, runs[0].id)
        assert again.status == 2
        assert f"Run {runs[0].id} is stopped" in again.err


def test_who_works_on_what_is_told(ask, runs, store):
    with Crew(store.folder).joined(1) as member, member.working_on(queue.claim_next(store).id):
        told = ask().out.splitlines()[0]
        record = ask("--json").records[0]
    assert re.fullmatch(r"now +\S+ first, on .+ \(process \d+, since [\d-]+ [\d:]+\), [\d,]+ MB of memory", told)
    assert record["memory_bytes"] > 1e6
    assert (record["status"], record["gpu"]) == ("running", "")


def test_how_many_at_once_is_kept(ask, store):
    assert ask("--at-once", 3).out == "3 runs are worked on at once; change it with --at-once\n"
    assert queue.at_once(store) == 3
    refused = ask("--at-once", 0)
    assert refused.status == 2
    assert "choose 1 to 64" in refused.err


def test_an_action_needs_a_run(ask, runs):
    assert ask("up").status == 2
    assert ask("list", runs[0].id).status == 2


def test_a_training_for_later_only_waits(cnn, store):
    answer = cnn("train", "digits", "--later", "--runs", store.folder, "--json")
    run = store.get(answer.record["run"])
    assert (answer.status, run.status) == (0, "queued")
    assert "--later" not in run.record.command
