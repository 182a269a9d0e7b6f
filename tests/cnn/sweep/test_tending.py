"""Whoever tends a search may be killed anywhere: every trial is told once, whatever became of its runs."""

import pytest

from cnn.errors import ConfigError, RunError
from cnn.runs import queue
from cnn.sweep import trial_runs
from cnn.sweep.sweep import Sweep
from cnn.sweep.sweeps import Sweeps
from cnn.sweep.tending import FAILURES_IN_A_ROW
from cnn.sweep.trial_runs import TrialRuns
from cnn.visitor import Visitor, working_for
from tests.cnn.sweep.pretending import end, epoch, work


def finish(tending, store, **how):
    """Tend and work until nothing is left to do; gives how often each trial was told."""
    told = []
    for _ in range(50):
        look = tending.look()
        told += [trial.number for trial in look.told]
        if look.is_last:
            return told
        work(store, **how)
    pytest.fail("the search has no end")


def test_a_trial_is_an_ordinary_run_that_is_found_by_the_name_of_the_search(begin, tender, store):
    sweep = begin()
    assert tender(sweep).look().waiting == 2
    runs = queue.queued(store)
    assert [run.name for run in runs] == ["rates, trial 1", "rates, trial 2"]
    assert {run.notes.tags for run in runs} == {("rates",)}
    first, trial = runs[0].record.config, sweep.trials[0]
    assert trial.run == runs[0].id
    assert {name: getattr(first, name) for name in trial.values} == trial.values
    assert (first.epochs, first.members, first.judged_by) == (2, 1, "accuracy")
    assert len({run.record.config.seed for run in runs}) == 1


def test_trials_belong_to_who_began_the_search_whoever_tends_it(begin, tender, store):
    teacher = Visitor("Ada", has_charge=True)
    with working_for(teacher):
        sweep = begin()
    tender(sweep).look()
    assert {run.record.owner for run in queue.queued(store)} == {teacher.owner}


def test_a_setting_without_effect_is_not_chosen(begin, tender, store):
    sweep = begin(trials=6)
    finish(tender(sweep), store)
    assert {("momentum" in trial.values) == (trial.values["optimizer"] == "sgd") for trial in sweep.trials} == {True}


def test_a_search_goes_to_its_end_and_knows_its_best(begin, tender, store):
    sweep = begin(trials=8)
    assert sorted(finish(tender(sweep), store)) == list(range(8))
    assert sweep.status == "finished"
    rates = [trial.values["learning_rate"] for trial in sweep.trials]
    assert sweep.best.value == max(rates) == sweep.best.values["learning_rate"]
    assert len(list(store.made_here())) == 8
    assert next(iter(sweep.importances())) == "learning_rate"


def test_the_lowest_loss_is_the_best_where_loss_is_the_goal(begin, tender, store):
    sweep = begin(goal="loss")
    finish(tender(sweep), store)
    assert sweep.best.value == pytest.approx(1 - max(trial.values["learning_rate"] for trial in sweep.trials))


def dying(cls, name, monkeypatch, *, after):
    """The second call of this method is its process's last word, said or not."""
    whole, calls = getattr(cls, name), []

    def call(self, *args, **words):
        calls.append(name)
        if len(calls) == 2 and not after:
            raise KeyboardInterrupt
        given = whole(self, *args, **words)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return given

    monkeypatch.setattr(cls, name, call)


@pytest.mark.parametrize(
    ("cls", "method", "after"),
    [
        (Sweep, "_suggested", False),
        (Sweep, "ask", True),
        (Sweep, "note", False),
        (Sweep, "note", True),
        (Sweep, "tell", False),
        (Sweep, "tell", True),
        (Sweep, "report", True),
        (TrialRuns, "_known", False),
    ],
)
def test_one_who_is_killed_anywhere_loses_nothing_and_counts_nothing_twice(
    cls, method, after, begin, tender, store, sweeps
):
    sweep = begin(trials=3)
    with pytest.MonkeyPatch.context() as patch:
        dying(cls, method, patch, after=after)
        with pytest.raises(KeyboardInterrupt):
            finish(tender(sweep), store)
    again = Sweeps(store.folder).find("rates")
    finish(tender(again), store)
    assert [trial.fate for trial in again.trials] == ["finished"] * 3
    runs = [run.name for run in store.made_here()]
    assert sorted(runs) == [f"rates, trial {number}" for number in range(1, 4)]
    assert {run.status for run in store.made_here()} == {"finished"}


def test_a_worker_that_dies_costs_no_trial(begin, tender, store, python):
    sweep = begin(trials=3)
    tending = tender(sweep)
    tending.look()
    claiming = "import sys; from pathlib import Path; from cnn.runs.queue import claim_next;"
    claiming += "from cnn.runs.store import RunStore; claim_next(RunStore(Path(sys.argv[1])))"
    process = python("-c", claiming, store.folder)
    process.wait(60)
    (lost,) = [run for run in store.made_here() if run.state.status == "running"]
    assert lost.status == "lost"
    tending.look()
    assert lost.status == "queued"
    finish(tending, store)
    assert [trial.fate for trial in sweep.trials] == ["finished"] * 3
    assert len(list(store.made_here())) == 3


def test_a_trial_that_is_behind_is_stopped_and_says_why(begin, tender, store):
    sweep = begin(trials=8, epochs=3)
    tending = tender(sweep)
    for _ in range(3):  # six good ones, after which half of the others can be compared with
        tending.look()
        while (run := queue.claim_next(store)) is not None:
            end(run, 0.8, 0.9, 0.95)
    tending.look()
    behind = queue.claim_next(store)
    for number in (1, 2):
        behind.log.append(epoch(number, 0.3))
    tending.look()
    assert behind.wants_stop
    why = "Pruned after epoch 2 of 3: 30.00 % accuracy is behind what half of the other trials had by then."
    assert behind.notes.text == why
    end(behind, status="stopped")
    (told,) = tending.look().told
    assert (told.fate, told.why) == ("pruned", why)
    assert sweep.best.value == 0.95


def test_what_was_quicker_than_its_pruning_counts_in_full(begin, tender, store):
    sweep = begin(trials=2)
    tending = tender(sweep)
    tending.look()
    run = queue.claim_next(store)
    trial = next(trial for trial in sweep.trials if trial.run == run.id)
    TrialRuns(sweep, store).stop(trial, run, "prune", "It was behind.")
    end(run, 0.9)
    (told,) = tending.look().told
    assert (told.fate, told.value) == ("finished", 0.9)
    assert run.notes.text == ""


def test_a_search_is_stopped_and_goes_on(begin, tender, store):
    sweep = begin(trials=4)
    tending = tender(sweep)
    tending.look()
    in_training = queue.claim_next(store)
    sweep.stop()
    assert not tending.look().is_last
    assert [run.status for run in store.made_here()] == ["running", "stopped"]
    assert in_training.wants_stop
    end(in_training, 0.1, status="stopped")
    assert tending.look().is_last
    assert sweep.status == "stopped"
    assert [trial.fate for trial in sweep.trials] == ["open", "open"]
    sweep.go_on()
    assert sorted(finish(tender(sweep), store)) == list(range(4))
    assert [trial.fate for trial in sweep.trials] == ["finished"] * 4
    assert [run.status for run in store.made_here()].count("finished") == 4


def test_a_run_that_people_stop_or_delete_ends_its_trial(begin, tender, store):
    sweep = begin(trials=2)
    tending = tender(sweep)
    tending.look()
    by_hand, deleted = queue.queued(store)
    queue.stop(store, by_hand)
    store.delete(deleted)
    told = {trial.run: (trial.fate, trial.why) for trial in tending.look().told}
    assert told == {by_hand.id: ("pruned", "Stopped by hand."), deleted.id: ("failed", "Its run was deleted.")}


def test_settings_that_do_not_fit_fail_a_trial_and_not_the_search(begin, tender, store, monkeypatch):
    sweep = begin(trials=3)
    whole = trial_runs.create_run

    def picky(*args, **words):
        if "trial 2" in words["name"]:
            raise ConfigError("batch_size = 1 does not fit.")
        return whole(*args, **words)

    monkeypatch.setattr(trial_runs, "create_run", picky)
    finish(tender(sweep), store)
    assert [trial.fate for trial in sweep.trials] == ["finished", "failed", "finished"]
    assert sweep.trials[1].why == "batch_size = 1 does not fit."


def test_when_every_trial_fails_the_search_stops_and_says_why(begin, tender, store):
    sweep = begin(trials=100)
    tending = tender(sweep)
    for _ in range(FAILURES_IN_A_ROW):
        if tending.look().is_last:
            break
        while (run := queue.claim_next(store)) is not None:
            end(run, status="failed", reason="The disk is full.")
    assert sweep.status == "stopped"
    assert sweep.why_stopped == f"The last {FAILURES_IN_A_ROW} trials failed. The disk is full."
    sweep.go_on()
    assert not tender(sweep).look().is_last


def test_a_budget_in_minutes_begins_nothing_after_them(begin, tender, store, monkeypatch):
    sweep = begin(trials=None, minutes=1.0)
    clock = {"s": 0.0}
    monkeypatch.setattr("cnn.sweep.tending.time.monotonic", lambda: clock["s"])
    tending = tender(sweep)
    for _ in range(7):
        tending.look()
        work(store)
        clock["s"] += 10
    tending.look()
    assert sweep.worked_s >= 60
    assert tending.look().is_last
    assert sweep.status == "finished"
    assert {trial.fate for trial in sweep.trials} == {"finished"}


def test_the_folder_is_full_and_nothing_is_lost(begin, tender, store, monkeypatch):
    sweep = begin(trials=3)

    def full(*_, **__):
        raise RunError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(trial_runs, "create_run", full)
        with pytest.raises(RunError, match="full"):
            tender(sweep).look()
    finish(tender(sweep), store)
    assert [trial.fate for trial in sweep.trials] == ["finished"] * 3
