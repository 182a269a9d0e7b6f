"""The runs of a search: which run a trial is, whatever was killed between the two being written."""

from __future__ import annotations

from typing import Literal

from cnn.data.imageset import Dataset
from cnn.errors import ConfigError, RunError, SpecError
from cnn.runs import queue
from cnn.runs.creation import create_run
from cnn.runs.record import Notes
from cnn.runs.run import Run
from cnn.runs.store import RunStore, new_id
from cnn.sweep.opening import open_for
from cnn.sweep.sweep import Sweep
from cnn.sweep.trial import SweepTrial
from cnn.visitor import working_for


class TrialRuns:
    """The runs in the folder of ``store`` in which the trials of ``sweep`` are trained."""

    def __init__(self, sweep: Sweep, store: RunStore) -> None:
        self._sweep, self._store = sweep, store
        self._dataset: Dataset | None = None

    def create(self, trial: SweepTrial) -> SweepTrial:
        """Queue a run for a trial, tagged with the search's name; the trial fails where its settings do not fit.

        It belongs to who began the search, whoever tends it. The id is noted before the run is written: one that is
        written and not noted would be trained for nobody. Raises DataError and RunError.
        """
        sweep, plan = self._sweep, self._sweep.plan
        trial = sweep.note(trial, reserved=new_id(), run="", asked="", why="")
        if self._dataset is None:
            self._dataset = open_for(plan)
        try:
            with working_for(plan.beginner):
                run = create_run(
                    self._store,
                    self._dataset,
                    plan.architecture,
                    plan.trial_config.changed(**trial.values),
                    classes=plan.data.classes,
                    preset=plan.preset,
                    name=f"{plan.name}, trial {trial.number + 1}",
                    run_id=trial.reserved,
                )
        except (ConfigError, SpecError) as error:
            return sweep.tell(trial, "failed", why=str(error))
        return self._known(trial, run)

    def find(self, trial: SweepTrial) -> Run | None:
        """The run of a trial; None where none was written, or it is gone."""
        try:
            run = self._store.get(trial.run or trial.reserved)
        except RunError:
            return None
        if not trial.run:  # whoever wrote it was killed before it could say so
            self._known(trial, run)
        return run

    def stop(self, trial: SweepTrial, run: Run, what: Literal["prune", "again"], why: str) -> SweepTrial:
        """Have a run stopped, and say why where people look."""
        trial = self._sweep.note(trial, asked=what, why=why)
        run.write_notes(run.notes.model_copy(update={"text": why}))
        queue.stop(self._store, run)
        return trial

    def _known(self, trial: SweepTrial, run: Run) -> SweepTrial:
        run.write_notes(Notes(tags=(self._sweep.name,)))
        return self._sweep.note(trial, run=run.id)
