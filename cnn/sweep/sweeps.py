"""All searches of a storage: makes one, lists them, finds one by its name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cnn.errors import SweepError
from cnn.sweep.plan import SweepPlan, check_plan
from cnn.sweep.storage import is_there, open_storage, storage_faults, storage_url
from cnn.sweep.sweep import PLAN, Sweep, check_charge, read_sweep

if TYPE_CHECKING:
    from optuna.storages import BaseStorage


class Sweeps:
    """The searches kept for a runs folder, or at the URL that is given."""

    def __init__(self, runs: Path, url: str = "") -> None:
        self._url = storage_url(runs, url)
        self._opened: BaseStorage | None = None

    def create(self, plan: SweepPlan) -> Sweep:
        """Begin a search.

        Raises ConfigError for one that cannot be, SweepError where it cannot be written, VisitorError for whoever has
        not charge of the machine.
        """
        from optuna import create_study
        from optuna.exceptions import DuplicatedStudyError

        check_plan(plan)
        check_charge()
        direction: Literal["maximize", "minimize"] = "maximize" if plan.goal == "accuracy" else "minimize"
        try:
            with storage_faults(self._url):
                study = create_study(storage=self._storage, study_name=plan.name, direction=direction)
                study.set_user_attr(PLAN, plan.model_dump(mode="json"))
        except DuplicatedStudyError as error:
            raise SweepError(
                f"There is a search {plan.name!r} already: choose another name, or go on with it."
            ) from error
        return Sweep(study, self._url)

    def names(self) -> list[str]:
        """The names of all searches, the newest first."""
        if not is_there(self._url):
            return []
        with storage_faults(self._url):
            studies = self._storage.get_all_studies()
        ours = [study for study in studies if PLAN in study.user_attrs]
        ours.sort(key=lambda study: study.user_attrs[PLAN].get("created", ""), reverse=True)
        return [study.study_name for study in ours]

    def find(self, name: str) -> Sweep:
        """The search of that name, or ``latest``; raises SweepError."""
        from optuna import load_study

        names = self.names()
        if name == "latest" and names:
            name = names[0]
        if name not in names:
            known = (
                f"there are {', '.join(names)}" if names else "there is none yet: begin one with `python -m cnn sweep`"
            )
            raise SweepError(f"There is no search {name!r}; {known}.")
        with storage_faults(self._url):
            study = load_study(storage=self._storage, study_name=name)
        return read_sweep(study, self._url)

    def free_name(self, wish: str) -> str:
        """The wish, or with a number behind it where there is such a search already."""
        return _free(wish, set(self.names()))

    @property
    def _storage(self) -> BaseStorage:
        if self._opened is None:
            self._opened = open_storage(self._url)
        return self._opened


def _free(wish: str, taken: Iterable[str]) -> str:
    numbered = (f"{wish} {number}" if number > 1 else wish for number in range(1, len(set(taken)) + 2))
    return next(name for name in numbered if name not in taken)
