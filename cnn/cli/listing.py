"""The ``runs`` command: list them, show, stop or delete one."""

from __future__ import annotations

from argparse import Namespace

from cnn.cli.output import Output
from cnn.errors import RunError
from cnn.experiments import find_experiment
from cnn.experiments.findings import finding
from cnn.experiments.results import results_of
from cnn.model.shapes import parameter_count
from cnn.places import runs_folder
from cnn.runs import queue
from cnn.runs.data import CORRECTIONS_FILE
from cnn.runs.record import KIND_IN_WORDS
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.training.events import TrialFinished, WarmedUp
from cnn.words import why_not_recorded


def store_of(arguments: Namespace) -> RunStore:
    """The runs folder a command works on."""
    return RunStore(arguments.runs or runs_folder())


def runs(arguments: Namespace) -> int:
    """``cnn runs [list|show|stop|delete]``."""
    output = Output(arguments.json)
    store = store_of(arguments)
    if arguments.action == "list":
        for run in store.all():
            _show_line(run, output)
        for run_id in store.unreadable():
            output.note(f"the folder {run_id} cannot be read as a run")
        return 0
    run = store.find(arguments.run)
    if arguments.action == "show":
        _show(run, output)
    elif arguments.action == "stop":
        if run.status not in ("queued", "running"):
            raise RunError(f"Run {run.id} is {run.status}: there is nothing to stop.")
        queue.stop(store, run)
        output.give({"run": run.id, "asked": "stop"})
        kept = "; its best weights are kept" if run.record.kind == "train" else ""
        output.say(f"Run {run.id} was asked to stop{kept}")
    else:
        store.delete(run)
        output.give({"run": run.id, "deleted": True})
        output.say(f"Run {run.id} is deleted")
    return 0


def _show_line(run: Run, output: Output) -> None:
    state, record, status = run.state, run.record, run.status
    output.give(
        {
            "run": run.id,
            "kind": record.kind,
            "name": run.name,
            "status": status,
            "preset": record.preset,
            "source": record.data.source,
            "member": state.member,
            "members": record.config.members,
            "epoch": state.epoch,
            "epochs": record.config.epochs,
            "validation_accuracy": state.validation_accuracy,
            "suggested_learning_rate": state.suggested_learning_rate,
            "duration_s": state.time_s,
        }
    )
    accuracy = f"{state.validation_accuracy:.2%}" if state.validation_accuracy is not None else "–"
    output.say(f"{run.id:<22} {status:<9} {accuracy:>7}  {run.name}{_task(run)}, {record.data.title}")


def _show(run: Run, output: Output) -> None:
    state, record = run.state, run.record
    output.give(
        {"run": run.id, "status": run.status, "record": record.model_dump(mode="json"), "state": state.model_dump()}
    )
    output.say(f"Run {run.id}: {run.name}{_task(run)}, {run.status}{f': {state.reason}' if state.reason else ''}")
    if record.kind == "experiment":
        output.say(f"  shows     {_found(run) or 'nothing yet'}")
    else:
        output.say(f"  network   {record.architecture.name}, {parameter_count(record.architecture):,} parameters")
    output.say(f"  data      {record.data.title}, {record.data.rows:,} images, fingerprint {record.data.fingerprint}")
    if record.data.corrections:
        output.say(f"  labels    corrected as in {run.folder / CORRECTIONS_FILE}")
    output.say(f"  settings  {', '.join(f'{k} {v}' for k, v in record.config.model_dump(exclude_none=True).items())}")
    reasons = {why_not_recorded(event) for event in run.log.events() if isinstance(event, WarmedUp)}
    for reason in filter(None, reasons):
        output.say(f"  note      {reason}")
    output.say(f"  again     {record.command}")


def _found(run: Run) -> str:
    """What an experiment shows so far; raises ConfigError for one that only another release knows."""
    trials = [event for event in run.log.events() if isinstance(event, TrialFinished)]
    return finding(results_of(find_experiment(run.record.experiment), trials))


def _task(run: Run) -> str:
    """What a run is where it is no training, and what it found."""
    if run.record.kind == "train":
        return ""
    rate = run.state.suggested_learning_rate
    return f", {KIND_IN_WORDS[run.record.kind]}{f' (suggests {rate:g})' if rate is not None else ''}"
