"""A search: a study of Optuna's whose plan, trials and signs of life lie in the storage, for whoever reads them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal
from zlib import crc32

from cnn.errors import SweepError, VisitorError
from cnn.sweep.plan import SweepPlan
from cnn.sweep.space import Options
from cnn.sweep.storage import storage_faults
from cnn.sweep.trial import NOTED, NOTES, Fate, SweepTrial, best_of, read_trial
from cnn.visitor import present

if TYPE_CHECKING:
    from optuna.pruners import BasePruner
    from optuna.study import Study
    from optuna.trial import Trial

HEARTBEAT_S = 10.0
"""Whoever tends a search gives a sign of life more often than this; twice as long without one, and it is gone."""
START_S = 60.0
"""So long may pass between its being gone on with and the first sign of life: a program starts, data are opened."""

SweepStatus = Literal["running", "stopped", "finished", "lost"]
PLAN, WANTED, GOING_ON, SIGN = "plan", "wanted", "going_on", "sign_of_life "


class Sweep:
    """The search of a study; what others write about it is read when asked for."""

    def __init__(self, study: Study, url: str) -> None:
        self._study = study
        self._url = url
        with self._faults():
            self.plan = SweepPlan.model_validate(study.user_attrs[PLAN])
        study.pruner = _pruner(self.plan)

    @property
    def name(self) -> str:
        return self.plan.name

    @property
    def trials(self) -> list[SweepTrial]:
        """Every trial of the budget, in order. One more may have been begun by two machines at once; it is none."""
        with self._faults():
            found = [read_trial(trial) for trial in self._study.get_trials(deepcopy=False)]
        return [trial for trial in found if self.plan.trials is None or trial.number < self.plan.trials]

    @property
    def best(self) -> SweepTrial | None:
        """The best trial so far."""
        return best_of(self.trials, self.plan.goal)

    @property
    def why_stopped(self) -> str | None:
        """Why nothing more is tried, until it is gone on with; None where that is not so."""
        why: str | None = self._notes.get(WANTED)
        return why

    @property
    def worked_s(self) -> float:
        """For how many seconds it was worked on, on the machine that did so longest."""
        return max((sign["worked_s"] for sign in self._signs.values()), default=0.0)

    @property
    def has_budget(self) -> bool:
        """Whether another trial may begin."""
        plan = self.plan
        begun = len(self.trials)
        has_time = plan.minutes is None or self.worked_s < 60 * plan.minutes
        return has_time and (plan.trials is None or begun < plan.trials)

    @property
    def is_over(self) -> bool:
        """Whether its budget is used up and every trial has ended."""
        return not self.has_budget and all(trial.fate != "open" for trial in self.trials)

    @property
    def status(self) -> SweepStatus:
        """What a reader concludes: a search that is neither over nor stopped and that nobody tends is lost."""
        if self.is_over:
            return "finished"
        if self.why_stopped is not None:
            return "stopped"
        is_coming = time.time() - self._notes.get(GOING_ON, 0.0) < START_S
        return "running" if is_coming or any(self.is_tended_at(place) for place in self._signs) else "lost"

    def is_tended_at(self, place: str) -> bool:
        """Whether somebody there gave a sign of life of late."""
        sign = self._signs.get(place)
        return sign is not None and time.time() - sign["at_s"] < 2 * HEARTBEAT_S

    def give_sign(self, place: str, worked_s: float) -> None:
        """Somebody at this place tends it, and did so for ``worked_s`` seconds more."""
        before = self._signs.get(place, {"worked_s": 0.0})["worked_s"]
        with self._faults():
            self._study.set_user_attr(f"{SIGN}{place}", {"at_s": time.time(), "worked_s": before + worked_s})

    def leave(self, place: str) -> None:
        """Nobody at this place tends it any more."""
        sign = self._signs.get(place)
        if sign is not None:
            with self._faults():
                self._study.set_user_attr(f"{SIGN}{place}", {**sign, "at_s": 0.0})

    def stop(self, why: str = "") -> None:
        """Try nothing more, on any machine; what is being tried is put off. Raises VisitorError."""
        check_charge()
        with self._faults():
            self._study.set_user_attr(WANTED, why)

    def go_on(self) -> None:
        """Try on, what was put off first. Raises VisitorError."""
        check_charge()
        with self._faults():
            self._study.set_user_attr(WANTED, None)
            self._study.set_user_attr(GOING_ON, time.time())

    def ask(self, place: str) -> SweepTrial | None:
        """Begin another trial, looked after at ``place``; None where another machine has just begun the last one."""
        with self._faults():
            self._study.sampler = self._sampler(place)
            trial = self._study.ask()
            trial.set_user_attr(NOTES, {"place": place})
            if self.plan.trials is not None and trial.number >= self.plan.trials:
                self._tell(trial.number, "failed", None)
                return None
            return self._suggested(trial)

    def adopt(self, trial: SweepTrial, place: str) -> SweepTrial:
        """Look after a trial from ``place`` on; it may have been left before it knew all it varies."""
        with self._faults():
            self._study.sampler = self._sampler(place)
            begun = self._trial(trial)
            begun.set_user_attr(NOTES, {"place": place})  # a run elsewhere is none of ours
            return self._suggested(begun)

    def note(self, trial: SweepTrial, **notes: str) -> SweepTrial:
        """Note something with a trial; gives it as it is then."""
        with self._faults():
            noted: dict[str, Any] = {**_notes(trial), **notes}
            self._trial(trial).set_user_attr(NOTES, noted)
            return replace(trial, **noted)

    def report(self, trial: SweepTrial, reports: dict[int, float]) -> bool:
        """What it has reached after each epoch; gives whether it is to be pruned, judged by what is new."""
        new = {epoch: value for epoch, value in reports.items() if epoch not in trial.reports}
        is_behind = False
        with self._faults():
            begun = self._trial(trial) if new else None
            for epoch, value in sorted(new.items()):
                assert begun is not None
                begun.report(value, epoch)
                is_behind = begun.should_prune()
        return is_behind

    def tell(self, trial: SweepTrial, fate: Fate, value: float | None = None, why: str = "") -> SweepTrial:
        """How a trial ended; gives it as it is then. What was told once stays: a later word changes nothing."""
        with self._faults():
            if why and self._read(trial.id).fate == "open":
                self.note(trial, why=why)
            self._tell(trial.number, fate, value)
            return self._read(trial.id)

    def importances(self) -> dict[str, float]:
        """The share of each setting in what the better trials have in common, the largest first, together 1.

        PED-ANOVA (Watanabe 2023), also over settings that not every trial has: of those with and of those without it
        there have to be two. Empty before four trials have ended, and where they are all equally good.
        """
        from optuna.importance import get_param_importances

        ended = [trial for trial in self.trials if trial.fate == "finished"]
        if len(ended) < 4 or len({trial.value for trial in ended}) < 2:
            return {}
        having = {name: sum(name in trial.values for trial in ended) for name in self.plan.space}
        known = [name for name, count in having.items() if count >= 2 and len(ended) - count != 1]
        with self._faults():
            return get_param_importances(self._study, params=known)

    def _suggested(self, trial: Trial) -> SweepTrial:
        """Choose a value for each setting that has an effect beside those before it."""

        values: dict[str, Any] = {}
        for name, how in self.plan.space.items():
            if not self.plan.matters(name, values):
                continue
            if isinstance(how, Options):
                values[name] = trial.suggest_categorical(name, how.values)
            elif how.is_whole:
                step = int(how.step or 1)
                values[name] = trial.suggest_int(name, int(how.low), int(how.high), step=step, log=how.is_log)
            else:
                values[name] = trial.suggest_float(name, how.low, how.high, step=how.step, log=how.is_log)
        return self._read(trial._trial_id)

    def _sampler(self, place: str) -> Any:
        """Optuna's tree-structured Parzen estimator, seeded anew for each trial.

        So a search that was left and taken up again does not propose the same a second time, nor do two machines.
        """
        from optuna.samplers import TPESampler

        seed = crc32(f"{self.plan.config.seed} {place} {len(self._study.get_trials(deepcopy=False))}".encode())
        return TPESampler(seed=seed)

    def _trial(self, trial: SweepTrial) -> Trial:
        from optuna.trial import Trial

        return Trial(self._study, trial.id)

    def _read(self, trial_id: int) -> SweepTrial:
        return read_trial(self._study._storage.get_trial(trial_id))

    def _tell(self, number: int, fate: Fate, value: float | None) -> None:
        from optuna.trial import TrialState

        state = {"finished": TrialState.COMPLETE, "pruned": TrialState.PRUNED, "failed": TrialState.FAIL}[fate]
        self._study.tell(number, value if fate == "finished" else None, state, skip_if_finished=True)

    @property
    def _notes(self) -> dict[str, Any]:
        with self._faults():
            return self._study.user_attrs

    @property
    def _signs(self) -> dict[str, dict[str, float]]:
        return {name.removeprefix(SIGN): sign for name, sign in self._notes.items() if name.startswith(SIGN)}

    @contextmanager
    def _faults(self) -> Iterator[None]:
        with storage_faults(self._url):
            yield


def check_charge() -> None:
    """Raises VisitorError for whoever has not charge of the machine, all of which a search takes for long."""
    if not present().has_charge:
        raise VisitorError("A search takes the whole machine for long: whoever has charge of it begins and ends one.")


def read_sweep(study: Study, url: str) -> Sweep:
    """The search of a study; raises SweepError for a study that is none of ours."""
    from pydantic import ValidationError

    try:
        return Sweep(study, url)
    except (KeyError, ValidationError) as error:
        raise SweepError(f"{study.study_name!r} is no search of this program, or of a newer release.") from error


def _notes(trial: SweepTrial) -> dict[str, str]:
    return {name: getattr(trial, name) for name in NOTED}


def _pruner(plan: SweepPlan) -> BasePruner:
    from optuna.pruners import HyperbandPruner, MedianPruner, NopPruner

    if plan.pruning == "median":
        return MedianPruner(n_startup_trials=5, n_warmup_steps=1)
    if plan.pruning == "hyperband":
        return HyperbandPruner(min_resource=1, max_resource=plan.epochs, reduction_factor=3)
    return NopPruner()
