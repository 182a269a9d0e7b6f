"""Tending a search: its trials become runs, and what the runs reach is told to Optuna.

One look (``Tender.look``) concludes everything from the storage and the runs folder, which both outlive any process. So
whoever tends may be killed at any moment: the next one goes on as if it had looked a little later. A trial is begun
once, told once, and looked after in between; what may come twice is its run, where a worker died.
"""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass

from cnn.runs import queue
from cnn.runs.store import RunStore
from cnn.sweep.outcome import Outcome, best_report, outcome, outcome_of_none, reports_of, why_pruned
from cnn.sweep.sweep import HEARTBEAT_S, Sweep
from cnn.sweep.trial import SweepTrial
from cnn.sweep.trial_runs import TrialRuns

FAILURES_IN_A_ROW = 10
"""So many say that something is wrong that no other setting mends."""
AHEAD = 2
"""So many trials a worker are begun: one that it trains, and one that it finds when that is done."""
PUT_OFF = "Put off when the search was stopped."


@dataclass(frozen=True)
class Look:
    """What a look found. told: the trials that ended. waiting: how many runs wait for a worker.

    is_last: nothing is left to do: the search is over, or it was stopped and none of its runs is in training.
    """

    told: tuple[SweepTrial, ...]
    waiting: int
    is_last: bool


class Tender:
    """Looks after the trials of ``sweep`` that are trained in the runs folder of ``store``."""

    def __init__(self, sweep: Sweep, store: RunStore) -> None:
        self._sweep, self._store = sweep, store
        self._place = place_of(store)
        self._runs = TrialRuns(sweep, store)
        self._signed_s: float | None = None
        self._failed_in_a_row = 0

    def look(self) -> Look:
        """Bring everything up to now, and begin what there is room for.

        Raises SweepError while the storage is out of reach, DataError where the data is another by now, RunError where
        the runs folder cannot be written.
        """
        sweep, told, begun = self._sweep, [], 0
        is_stopped = sweep.why_stopped is not None
        self._give_sign(is_working=not is_stopped)
        queue.look_after(self._store)
        for trial in self._mine():
            now = self._look_after(trial, is_stopped=is_stopped)
            if now.fate == "open":
                begun += bool(now.run) and now.asked != "prune"
            else:
                told.append(now)
        most = AHEAD * queue.at_once(self._store)
        while not is_stopped and not self._gives_up(told) and begun < most and sweep.has_budget:
            if (asked := sweep.ask(self._place)) is None:
                break
            if (trial := self._runs.create(asked)).fate == "open":
                begun += 1
            else:
                told.append(trial)
        self._failed_in_a_row = self._failures(told)
        is_at_rest = is_stopped and not any(self._is_active(trial) for trial in self._mine())
        return Look(tuple(told), len(queue.queued(self._store)), is_at_rest or sweep.is_over)

    def _mine(self) -> list[SweepTrial]:
        """The open trials that are trained here, and those that somebody left: they are from now on."""
        trials = [trial for trial in self._sweep.trials if trial.fate == "open"]
        left = [trial for trial in trials if trial.place != self._place and self._is_left(trial)]
        taken_over = [self._sweep.adopt(trial, self._place) for trial in left]
        return [trial for trial in trials if trial.place == self._place] + taken_over

    def _is_left(self, trial: SweepTrial) -> bool:
        if trial.place:
            return not self._sweep.is_tended_at(trial.place)
        return time.time() - trial.started_s > 2 * HEARTBEAT_S  # killed before it could say who it is

    def _look_after(self, trial: SweepTrial, *, is_stopped: bool) -> SweepTrial:
        """Bring one trial up to now; gives it as it is then."""
        run = self._runs.find(trial)
        if run is None:
            if not trial.reserved:  # it may have been left before all its values were chosen
                trial = self._sweep.adopt(trial, self._place)
            return self._carry_out(outcome_of_none(trial), trial, None, is_stopped=is_stopped)
        plan, state, status = self._sweep.plan, run.state, run.status  # before the log, which is written first
        reports = reports_of(run.log.events(), plan.goal)
        is_behind = self._sweep.report(trial, reports)
        if status in ("queued", "running"):
            if is_stopped and not trial.asked:
                trial = self._runs.stop(trial, run, "again", PUT_OFF)
            elif is_behind and not trial.asked and max(reports) < plan.epochs:
                trial = self._runs.stop(trial, run, "prune", why_pruned(plan, reports))
            elif trial.asked and not run.wants_stop:  # whoever asked was killed before the run heard of it
                queue.stop(self._store, run)
        best = best_report(reports, plan.goal)
        concluded = outcome(trial, status, state.reason, is_judged=best is not None)
        if concluded.fate == "finished" and trial.asked:  # it was quicker than who wanted it stopped
            run.write_notes(run.notes.model_copy(update={"text": ""}))
        return self._carry_out(concluded, trial, best, is_stopped=is_stopped)

    def _carry_out(self, what: Outcome, trial: SweepTrial, value: float | None, *, is_stopped: bool) -> SweepTrial:
        if what.what == "tell":
            return self._sweep.tell(trial, what.fate, value, what.why)
        if what.what == "again" and not is_stopped:
            return self._runs.create(trial)
        return trial

    def _is_active(self, trial: SweepTrial) -> bool:
        run = self._runs.find(trial)
        return run is not None and run.status in ("queued", "running")

    def _gives_up(self, told: list[SweepTrial]) -> bool:
        """Whether so many trials failed one after the other that the search is stopped."""
        if self._failures(told) < FAILURES_IN_A_ROW:
            return False
        self._sweep.stop(f"The last {FAILURES_IN_A_ROW} trials failed. {told[-1].why}")
        return True

    def _failures(self, told: list[SweepTrial]) -> int:
        """How many failed one after the other, up to the last of these."""
        failures = self._failed_in_a_row
        for trial in told:
            failures = failures + 1 if trial.fate == "failed" else 0
        return failures

    def _give_sign(self, *, is_working: bool) -> None:
        now_s = time.monotonic()
        before_s = now_s if self._signed_s is None else self._signed_s
        if self._signed_s is None or now_s - before_s > HEARTBEAT_S / 4:
            self._sweep.give_sign(self._place, now_s - before_s if is_working else 0.0)
            self._signed_s = now_s


def place_of(store: RunStore) -> str:
    """What tells this machine's runs folder from all others."""
    return f"{socket.gethostname()}:{store.folder.absolute()}"
