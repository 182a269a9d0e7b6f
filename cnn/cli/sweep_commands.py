"""``cnn sweep SOURCE`` and ``cnn sweeps``: searches over settings, trained by ordinary workers."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from contextlib import closing

from cnn.cli.listing import store_of
from cnn.cli.opening import opened
from cnn.cli.output import Output
from cnn.cli.planning import planned
from cnn.cli.status import DONE, INTERRUPTED
from cnn.errors import SweepError
from cnn.runs import queue
from cnn.runs.store import RunStore
from cnn.sweep.creation import plan_sweep, train_in_full
from cnn.sweep.duty import look_once, tend
from cnn.sweep.plan import PRUNING
from cnn.sweep.space import read_variation
from cnn.sweep.sweep import Sweep
from cnn.sweep.sweeps import Sweeps
from cnn.sweep.trial import SweepTrial
from cnn.sweep.words import budget_in_words, flattery, settings_in_words, value_in_words

USUAL_TRIALS = 20


def sweep(arguments: Namespace) -> int:
    """``cnn sweep SOURCE --vary SETTING...``: begin a search and tend it here."""
    output, store = Output(arguments.json), store_of(arguments)
    dataset = opened(arguments.source, arguments.classes, arguments, output)
    architecture, config, preset = planned(arguments, dataset)
    sweeps = Sweeps(store.folder, arguments.storage)
    plan = plan_sweep(
        dataset,
        architecture,
        config,
        dict(read_variation(text, config) for text in arguments.vary),
        name=arguments.name or sweeps.free_name(f"{architecture.name} search"),
        classes=arguments.classes,
        preset=preset,
        epochs=arguments.trial_epochs,
        trials=arguments.trials or (None if arguments.minutes else USUAL_TRIALS),
        minutes=arguments.minutes,
        goal=arguments.goal,
        pruning=arguments.pruning,
    )
    begun = sweeps.create(plan)
    for name, variation in plan.space.items():
        output.say(f"  {name}: {variation}")
    output.say(f"Search {plan.name}: {budget_in_words(plan)}, {plan.epochs} epochs each; {PRUNING[plan.pruning]}")
    return _tend(begun, store, arguments, output)


def sweeps(arguments: Namespace) -> int:
    """``cnn sweeps [list|show|stop|go-on|full]``."""
    output, store = Output(arguments.json), store_of(arguments)
    kept = Sweeps(store.folder, arguments.storage)
    if arguments.action == "list":
        for name in kept.names():
            _show_line(kept.find(name), output)
        return 0
    found = kept.find(arguments.sweep)
    if arguments.action == "show":
        _show(found, output)
    elif arguments.action == "stop":
        found.stop()
        look_once(found, store)
        output.give({"sweep": found.name, "asked": "stop"})
        output.say(f"Search {found.name} was stopped; `python -m cnn sweeps go-on` goes on with it")
    elif arguments.action == "go-on":
        found.go_on()
        return _tend(found, store, arguments, output)
    else:
        trial = _chosen(found, arguments.trial)
        run = train_in_full(store, found.plan, trial)
        output.give({"sweep": found.name, "trial": trial.number + 1, "run": run.id})
        output.say(f"Run {run.id} is queued: trial {trial.number + 1} in full; `python -m cnn work` trains it")
    return 0


def _tend(found: Sweep, store: RunStore, arguments: Namespace, output: Output) -> int:
    """Tend a search until it is over or stopped; Ctrl-C stops it in order, so that it can be gone on with."""
    if arguments.workers:
        queue.set_at_once(store, arguments.workers)
    status = DONE
    try:
        _watch(found, store, output)
    except KeyboardInterrupt:
        output.note("stopping what is in training; once more leaves it at once")
        status = INTERRUPTED
        found.stop()
        _watch(found, store, output)
    _show_best(found, output)
    if (why := found.why_stopped) is not None:
        output.say(f"Search {found.name} was stopped{f': {why}' if why else ''}; it can be gone on with")
    return status


def _watch(found: Sweep, store: RunStore, output: Output) -> None:
    with closing(tend(found, store)) as looks:
        for look in looks:
            if isinstance(look, SweepError):
                output.note(str(look))
                continue
            for trial in look.told:
                _show_trial(found, trial, output)


def _chosen(found: Sweep, number: int | None) -> SweepTrial:
    if number is None:
        if (best := found.best) is None:
            raise SweepError(f"No trial of {found.name} has finished yet: name one with --trial.")
        return best
    trial = next((trial for trial in found.trials if trial.number == number - 1), None)
    if trial is None:
        raise SweepError(f"There is no trial {number} in {found.name}; it has {len(found.trials)}, from 1.")
    return trial


def _show(found: Sweep, output: Output) -> None:
    _show_line(found, output)
    for trial in found.trials:
        _show_trial(found, trial, output)
    for name, share in found.importances().items():
        output.say(f"  {share:>4.0%} {name}")
    _show_best(found, output)


def _show_line(found: Sweep, output: Output) -> None:
    trials, plan = found.trials, found.plan
    fates, best = Counter(trial.fate for trial in trials), found.best
    output.give(
        {
            "sweep": found.name,
            "status": found.status,
            "source": plan.data.source,
            "goal": plan.goal,
            "budget_trials": plan.trials,
            "budget_minutes": plan.minutes,
            "trials": dict(fates),
            "best": best and {"trial": best.number + 1, "value": best.value, "run": best.run, "settings": best.values},
        }
    )
    counts = ", ".join(f"{number} {fate}" for fate, number in sorted(fates.items())) or "no trial yet"
    reached = f", best {value_in_words(best.value, plan.goal)}" if best else ""
    output.say(f"{found.name}: {found.status}, {counts}, of {budget_in_words(plan)}{reached}")


def _show_trial(found: Sweep, trial: SweepTrial, output: Output) -> None:
    output.give(
        {
            "trial": trial.number + 1,
            "fate": trial.fate,
            "value": trial.value,
            "settings": trial.values,
            "run": trial.run,
            "why": trial.why,
        }
    )
    reached = value_in_words(trial.value, found.plan.goal)
    why = f" ({trial.why})" if trial.why and trial.fate in ("pruned", "failed") else ""
    output.say(f"trial {trial.number + 1}: {trial.fate}, {reached}, {settings_in_words(trial.values)}{why}")


def _show_best(found: Sweep, output: Output) -> None:
    best = found.best
    if best is None:
        output.say("No trial has finished")
        return
    reached = value_in_words(best.value, found.plan.goal)
    output.say(f"Best: trial {best.number + 1}, {reached}, {settings_in_words(best.values)}, run {best.run}")
    if words := flattery(found.trials):
        output.say(words)
