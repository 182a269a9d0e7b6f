"""Runs are listed, shown, stopped and deleted from a terminal."""

import subprocess
import sys

import psutil

from cnn.runs import rescue
from cnn.runs.creation import create_run
from cnn.runs.index import RunIndex
from cnn.runs.process import identity
from cnn.runs.record import Notes, State
from cnn.training.config import TrainingConfig
from cnn.training.events import WarmedUp


def test_runs_are_listed_shown_and_deleted(cnn, store, digits, tiny):
    run = create_run(store, digits, tiny, TrainingConfig(), name="\x1b[2Jfirst\nline")
    listed = cnn("runs", "--runs", store.folder)
    assert listed.status == 0
    assert listed.out.count("\n") == 1
    assert r"\x1b[2Jfirst\nline" in listed.out
    record = cnn("runs", "--json", "--runs", store.folder).record
    assert (record["run"], record["status"], record["name"]) == (run.id, "queued", "\x1b[2Jfirst\nline")
    shown = cnn("runs", "show", run.id, "--runs", store.folder)
    assert "2,326 parameters" in shown.out
    assert "python -m cnn train digits" in shown.out
    assert cnn("runs", "show", run.id, "--json", "--runs", store.folder).record["record"]["id"] == run.id
    assert cnn("runs", "delete", run.id, "--runs", store.folder).status == 0
    assert store.all() == []


def test_a_run_that_could_not_be_recorded_says_why_once(cnn, store, digits, tiny):
    run = create_run(store, digits, tiny, TrainingConfig(members=2))
    for member in (1, 2):
        run.log.append(WarmedUp(member=member, time_s=1.0, replays=False, why_not="the card is too old"))
    shown = cnn("runs", "show", run.id, "--runs", store.folder).out
    assert shown.count("Its step could not be recorded, so each is computed anew") == 1
    assert "the card is too old." in shown


def test_a_waiting_run_is_stopped_and_then_there_is_nothing_to_stop(cnn, store, digits, tiny):
    run = create_run(store, digits, tiny, TrainingConfig())
    assert cnn("runs", "stop", "latest", "--runs", store.folder).status == 0
    assert run.status == "stopped"
    again = cnn("runs", "stop", "latest", "--runs", store.folder)
    assert again.status == 2
    assert "nothing to stop" in again.err


def held_by(pid, start_s=0.0):
    """The state of a run that a worker with this number took from the queue."""
    named = {**identity(), "pid": pid, "process_start_s": start_s}
    return State.model_validate({"status": "running", "from_queue": True, **named})


def test_a_run_whose_worker_died_is_stopped_and_does_not_go_on(cnn, store, digits, tiny):
    run = create_run(store, digits, tiny, TrainingConfig(), state=held_by(2**22 + 1))
    assert cnn("runs", "stop", run.id, "--runs", store.folder).status == 0
    assert run.status == "stopped"


def test_a_worker_that_does_not_stop_is_ended(cnn, store, digits, tiny, monkeypatch):
    monkeypatch.setattr(rescue, "STOP_GRACE_S", 0.0)
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True)
    state = held_by(process.pid, psutil.Process(process.pid).create_time())
    run = create_run(store, digits, tiny, TrainingConfig(), state=state)
    answer = cnn("runs", "stop", run.id, "--runs", store.folder)
    assert answer.err == "note: It did not end when asked, so its process was ended.\n"
    assert (run.status, psutil.pid_exists(process.pid)) == ("stopped", False)
    process.communicate()


def test_a_spoilt_run_is_noted_and_hides_no_other(cnn, store, digits, tiny):
    spoilt, sound = create_run(store, digits, tiny, TrainingConfig()), create_run(store, digits, tiny, TrainingConfig())
    (spoilt.folder / "state.json").write_text("{")
    answer = cnn("runs", "--runs", store.folder)
    assert answer.status == 0
    assert sound.id in answer.out
    assert answer.err == f"note: the folder {spoilt.id} cannot be read as a run\n"


def test_a_file_trouble_that_nobody_foresaw_is_still_one_sentence(cnn, store, monkeypatch):
    def vanished(*_):
        raise FileNotFoundError(2, "No such file or directory", "runs/x")

    monkeypatch.setattr(RunIndex, "read", vanished)
    answer = cnn("runs", "--runs", store.folder)
    assert (answer.status, answer.err) == (1, "cnn: runs/x: No such file or directory\n")


def test_runs_are_named_tagged_and_found_with_it(cnn, store, digits, tiny):
    run = create_run(store, digits, tiny, TrainingConfig())
    words = ("--name", "best yet", "--tags", "baseline, to submit", "--text", "Shifted.")
    noted = cnn("runs", "note", run.id, *words, "--runs", store.folder)
    assert noted.out == f"Run {run.id}: best yet  [baseline, to submit], Shifted.\n"
    assert run.notes == Notes(name="best yet", tags=("baseline", "to submit"), text="Shifted.")
    assert "best yet, Built-in digits  [baseline, to submit]" in cnn("runs", "--runs", store.folder).out
    assert cnn("runs", "--json", "--runs", store.folder).record["tags"] == ["baseline", "to submit"]
    shown = cnn("runs", "show", run.id, "--runs", store.folder).out
    assert "tags      baseline, to submit" in shown
    assert "notes     Shifted." in shown
    cnn("runs", "note", run.id, "--tags", "", "--runs", store.folder)
    assert run.notes == Notes(name="best yet", text="Shifted.")


def test_a_deleted_run_is_put_back(cnn, store, digits, tiny):
    run = create_run(store, digits, tiny, TrainingConfig())
    assert f"runs restore {run.id}" in cnn("runs", "delete", run.id, "--runs", store.folder).out
    assert store.all() == []
    assert cnn("runs", "restore", run.id, "--runs", store.folder).status == 0
    assert store.all() == [run]
    again = cnn("runs", "restore", run.id, "--runs", store.folder)
    assert (again.status, again.err) == (
        2,
        f"cnn: There is no deleted run '{run.id}': it was put back already, or removed for good.\n",
    )
