"""A trial as readers see it: settings, how far it is, what it reached, and which run it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from cnn.training.settings.ending import Metric

if TYPE_CHECKING:
    from optuna.trial import FrozenTrial

Fate = Literal["open", "finished", "pruned", "failed"]

NOTES = "cnn"
"""Under this name Optuna keeps what is noted with a trial: all of it at once, so that it is never half written."""


@dataclass(frozen=True)
class SweepTrial:
    """One trial of a search.

    values: what it varies, by name; a setting without effect is left out. fate: how it ended, open before that.
    value: the best by the goal on the validation part; of a pruned one as far as it got. reports: the same after each
    epoch. run: the id of its run, in the runs folder of ``place``; empty before it has one. reserved: the id that run
    was to have. asked: what its run was stopped for, ``prune`` or ``again``. why: why it was pruned or failed.
    started_s: when it began, seconds since 1970.
    """

    id: int
    number: int
    values: dict[str, Any]
    fate: Fate
    value: float | None
    reports: dict[int, float]
    place: str = ""
    reserved: str = ""
    run: str = ""
    asked: str = ""
    why: str = ""
    started_s: float = 0.0


def read_trial(frozen: FrozenTrial) -> SweepTrial:
    """A trial as Optuna keeps it."""
    notes = frozen.user_attrs.get(NOTES, {})
    return SweepTrial(
        id=frozen._trial_id,  # what its storage is asked by
        number=frozen.number,
        values=dict(frozen.params),
        fate=_FATES.get(frozen.state.name, "open"),
        value=frozen.value if frozen.state.is_finished() else None,
        reports=dict(frozen.intermediate_values),
        **{name: notes.get(name, "") for name in NOTED},
        started_s=frozen.datetime_start.timestamp() if frozen.datetime_start else 0.0,
    )


def best_of(trials: Iterable[SweepTrial], goal: Metric) -> SweepTrial | None:
    """The best of those that went to their end, the earlier of two that are equal; None before there is one."""
    ended = [trial for trial in trials if trial.fate == "finished" and trial.value is not None]
    sign = -1 if goal == "accuracy" else 1
    return min(ended, key=lambda trial: sign * (trial.value or 0.0), default=None)


NOTED = ("place", "reserved", "run", "asked", "why")
_FATES: dict[str, Fate] = {"COMPLETE": "finished", "PRUNED": "pruned", "FAIL": "failed"}
