"""``make stress`` in its short form: whatever breaks, a run ends well."""

import re
import subprocess
import sys

import pytest

from benchmarks.breaks.interrupts import interrupt
from benchmarks.breaks.logs import cut_logs
from benchmarks.breaks.outcome import Outcome
from benchmarks.breaks.ranks import kill_ranks
from benchmarks.breaks.workers import kill_workers
from benchmarks.breaks.writes import fail_writes, failing
from cnn.files import write_json
from cnn.places import ROOT
from cnn.training.course import Course


def test_killed_writers_leave_whole_checkpoints(tmp_path):
    """In a process of its own, as it forks."""
    words = [sys.executable, "-m", "benchmarks.breaks.writers", tmp_path, "25", "3"]
    done = subprocess.run([str(word) for word in words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    kills, during = map(int, re.search(r"kills (\d+), during a save (\d+)", done.stdout).groups())
    assert kills == 25
    assert during >= 5


def test_runs_broken_off_end_the_same(tmp_path):
    assert interrupt(tmp_path, 3, seed=1).faults == []


def test_a_write_call_that_fails_costs_nothing(tmp_path):
    outcome = fail_writes(tmp_path, every=23)
    assert outcome.faults == []
    assert outcome.figures["calls"] >= 6


def test_a_log_cut_anywhere_can_be_read_and_gone_on_with(tmp_path):
    outcome = cut_logs(tmp_path, every=41)
    assert outcome.faults == []
    assert outcome.figures["bytes"] >= 20


def test_a_killed_worker_loses_little(tmp_path):
    outcome = kill_workers(tmp_path, 1, seed=2, epochs=3)
    assert outcome.faults == []
    assert outcome.figures["kills"] == 1


def test_a_training_goes_on_without_a_killed_process(tmp_path):
    outcome = kill_ranks(tmp_path / "runs", 2)
    assert outcome.faults == []
    assert outcome.figures["kills"] == 2


def test_a_broken_promise_is_seen(tmp_path, monkeypatch):
    """A training that forgets where it was within the epoch does not end the same."""
    take = Course.take

    def forgetting(course, state):
        take(course, {**state, "step": state["step"] - state["step"] % 11})

    monkeypatch.setattr(Course, "take", forgetting)
    assert interrupt(tmp_path, 2, seed=1).faults


@pytest.mark.parametrize("at", [1, 2, 3, 4, 5, 6])
def test_each_call_of_an_atomic_write_can_be_made_to_fail(tmp_path, at):
    path = tmp_path / "state.json"
    write_json(path, {"old": True})
    with failing(tmp_path, at, 28) as call, pytest.raises(OSError, match="No space"):
        write_json(path, {"new": True})
    assert call.name == ["open", "write", "open", "fsync", "rename", "fsync"][at - 1]
    assert ("old" in path.read_text()) == (at < 6)
    assert [place.name for place in tmp_path.iterdir()] == ["state.json"]


def test_an_outcome_tells_figures_and_faults():
    outcome = Outcome("tried")
    outcome.count("kills", 1_000)
    outcome.figures["most lost (s)"] = 0.25
    outcome.expect(False, "it was lost")
    outcome.expect(True, "nothing")
    assert str(outcome) == "  tried: kills 1,000, most lost (s) 0.25\n    BROKEN: it was lost"
