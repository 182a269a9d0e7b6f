"""The ``runs`` command: list them, show, stop, name, delete or put back one."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Sequence
from threading import Event

from cnn.cli.output import Output
from cnn.errors import RunError
from cnn.experiments import find_experiment
from cnn.experiments.findings import finding
from cnn.experiments.results import results_of
from cnn.model.shapes import parameter_count
from cnn.places import runs_folder
from cnn.runs import queue
from cnn.runs.data import CORRECTIONS_FILE
from cnn.runs.deleted import KEPT_DAYS
from cnn.runs.index import RunIndex
from cnn.runs.record import KIND_IN_WORDS, Kind, State, read_tags
from cnn.runs.rescue import STOP_GRACE_S
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.runs.summary import Summary
from cnn.training.events import TrialFinished, WarmedUp
from cnn.words import why_not_recorded

LOOK_EVERY_S = 0.2
PATIENCE_S = STOP_GRACE_S + 5.0


def store_of(arguments: Namespace) -> RunStore:
    """The runs folder a command works on."""
    return RunStore(arguments.runs or runs_folder())


def runs(arguments: Namespace) -> int:
    """``cnn runs [list|show|stop|note|delete|restore]``."""
    output = Output(arguments.json)
    store = store_of(arguments)
    if arguments.action == "list":
        listing = RunIndex(store).read()
        for summary in listing.summaries:
            _show_line(summary, output)
        for run_id in listing.unreadable:
            output.note(f"the folder {run_id} cannot be read as a run")
        return 0
    if arguments.action == "restore":
        run = store.deleted.put_back(arguments.run)
        output.give({"run": run.id, "deleted": False})
        output.say(f"Run {run.id} is back")
        return 0
    run = store.find(arguments.run)
    if arguments.action == "show":
        _show(run, output)
    elif arguments.action == "stop":
        queue.look_after(store)  # one whose worker died waits again
        if run.status not in ("queued", "running"):
            raise RunError(f"Run {run.id} is {run.status}: there is nothing to stop.")
        queue.stop(store, run)
        output.give({"run": run.id, "asked": "stop"})
        kept = "; its best weights are kept" if run.record.kind == "train" else ""
        done = "was taken out of the queue" if run.status == "stopped" else f"was asked to stop{kept}"
        output.say(f"Run {run.id} {done}")
        _see_stopped(store, run, output)
    elif arguments.action == "note":
        _note(run, arguments, output)
    else:
        store.delete(run)
        output.give({"run": run.id, "deleted": True})
        output.say(f"Run {run.id} is deleted; for {KEPT_DAYS} days `python -m cnn runs restore {run.id}` puts it back")
    return 0


def _see_stopped(store: RunStore, run: Run, output: Output) -> None:
    """Wait until a worker has let go of a run; one that does not within a while is ended."""
    asked_s = time.monotonic()
    while run.state.from_queue and run.status == "running" and time.monotonic() - asked_s < PATIENCE_S:
        Event().wait(LOOK_EVERY_S)
        queue.look_after(store)
    if (state := run.state).from_queue and state.status == "stopped" and state.reason:
        output.note(state.reason)


def _note(run: Run, arguments: Namespace, output: Output) -> None:
    """Change what was given, and nothing else, of what people note about a run."""
    tags = None if arguments.tags is None else read_tags(arguments.tags)
    given = {"name": arguments.name, "text": arguments.text, "tags": tags}
    notes = run.notes.model_copy(update={name: value for name, value in given.items() if value is not None})
    run.write_notes(notes)
    output.give({"run": run.id, **notes.model_dump()})
    output.say(f"Run {run.id}: {run.name}{_tagged(notes.tags)}{f', {notes.text}' if notes.text else ''}")


def _show_line(run: Summary, output: Output) -> None:
    state, status = run.state, run.status
    output.give(
        {
            "run": run.id,
            "kind": run.kind,
            "name": run.name,
            "tags": run.tags,
            "status": status,
            "preset": run.preset,
            "source": run.data.source,
            "member": state.member,
            "members": run.all_settings["members"],
            "epoch": state.epoch,
            "epochs": run.all_settings["epochs"],
            "validation_accuracy": state.validation_accuracy,
            "interval": run.interval,
            "parameters": run.parameters,
            "suggested_learning_rate": state.suggested_learning_rate,
            "duration_s": state.time_s,
        }
    )
    accuracy = f"{state.validation_accuracy:.2%}" if state.validation_accuracy is not None else "–"
    task = _task(run.kind, state)
    output.say(f"{run.id:<22} {status:<9} {accuracy:>7}  {run.name}{task}, {run.data.title}{_tagged(run.tags)}")


def _show(run: Run, output: Output) -> None:
    state, record = run.state, run.record
    output.give(
        {
            "run": run.id,
            "status": run.status,
            "record": record.model_dump(mode="json"),
            "state": state.model_dump(),
            "notes": run.notes.model_dump(),
        }
    )
    task, why = _task(record.kind, state), f": {state.reason}" if state.reason else ""
    output.say(f"Run {run.id}: {run.name}{task}, {run.status}{why}")
    if record.kind == "experiment":
        output.say(f"  shows     {_found(run) or 'nothing yet'}")
    else:
        output.say(f"  network   {record.architecture.name}, {parameter_count(record.architecture):,} parameters")
    output.say(f"  data      {record.data.title}, {record.data.rows:,} images, fingerprint {record.data.fingerprint}")
    notes = run.notes
    if notes.tags:
        output.say(f"  tags      {', '.join(notes.tags)}")
    if notes.text:
        output.say(f"  notes     {notes.text}")
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


def _task(kind: Kind, state: State) -> str:
    """What a run is where it is no training, and what it found."""
    if kind == "train":
        return ""
    rate = state.suggested_learning_rate
    return f", {KIND_IN_WORDS[kind]}{f' (suggests {rate:g})' if rate is not None else ''}"


def _tagged(tags: Sequence[str]) -> str:
    return f"  [{', '.join(tags)}]" if tags else ""
