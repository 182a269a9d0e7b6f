"""Workers have places of their own, and tell the others what they do for as long as they live."""

import pytest

from cnn.runs.crew import PLACE, Crew

JOINING = """
import sys
from pathlib import Path
from cnn.runs.crew import Crew
with Crew(Path(sys.argv[1])).joined(int(sys.argv[2])) as member:
    print(member and member.place, flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def crew(tmp_path):
    return Crew(tmp_path)


@pytest.fixture
def join(python, crew):
    """Starts a process that is one of at most so many workers until it ends; gives it and its place."""

    def start(most):
        process = python("-c", JOINING, crew.folder, most)
        return process, process.stdout.readline().strip()

    return start


def test_nobody_works_at_first(crew):
    assert crew.alive() == []


def test_places_are_taken_once_and_free_again_after_a_death(crew, join):
    first, place = join(2)
    assert place == "1"
    _, place = join(2)
    assert place == "2"
    _, place = join(2)
    assert place == "None"
    assert [worker.place for worker in crew.alive()] == [1, 2]
    first.kill()
    first.wait()
    assert [worker.place for worker in crew.alive()] == [2]
    with crew.joined(2) as member:
        assert member.place == 1


def test_a_worker_says_what_it_does_and_leaves_no_trace(crew):
    with crew.joined(1) as member:
        with member.working_on("a run"):
            (worker,) = crew.alive()
            assert (worker.run, worker.gpu, worker.gpu_busy) == ("a run", "", None)
            assert worker.memory_bytes > 1e6
        (worker,) = crew.alive()
        assert worker.run == ""
    assert list((crew.folder / PLACE).glob("*.json")) == []


def test_a_worker_goes_on_telling_that_it_lives(crew, monkeypatch):
    monkeypatch.setattr("cnn.runs.crew.BEAT_EVERY_S", 0.01)
    with crew.joined(1):
        (before,) = crew.alive()
        while crew.alive()[0].heartbeat_s == before.heartbeat_s:
            pass


def test_what_cannot_be_read_is_no_worker(crew):
    (crew.folder / PLACE).mkdir()
    (crew.folder / PLACE / "1.json").write_text("{")
    assert crew.alive() == []
