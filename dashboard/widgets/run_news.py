"""What is happening to a run, in sentences."""

from __future__ import annotations

import streamlit as st

from cnn.runs import queue
from cnn.runs.record import ACTIVE, State, Status
from cnn.runs.run import Run
from cnn.training.events import Finished
from cnn.tuning.words import sentences
from cnn.words import why_not_recorded
from dashboard import cache
from dashboard.history import History
from dashboard.widgets.fault import plain
from dashboard.words import count, duration


def run_news(run: Run, state: State, status: Status, history: History) -> None:
    """Its state, how far it is, and what a person should know of how it went."""
    _state(run, state, status, history)
    if history.total_steps and status in ("running", "paused", "finished", "stopped", "lost"):
        _progress(run, state, status, history)
    circumstances(history)
    if state.deaths and status in ACTIVE:
        st.caption("Its worker died once: another one goes on from the last checkpoint, or begins anew without one.")
    if run.record.extends:
        st.caption(f"It goes on from the end of run {plain(run.record.extends)}, whose epochs are the first.")
    if status == "finished" and (sentence := _early_ending(history)):
        st.caption(sentence)
    if history.tuned:
        st.markdown("\n".join(f"- {plain(sentence)}" for sentence in sentences(history.tuned)))


def _state(run: Run, state: State, status: Status, history: History) -> None:
    if status == "lost":
        kept = "Its best weights are kept and usable." if run.is_usable else "It had not finished an epoch."
        st.error(
            f"The worker of this run died in epoch {max(1, state.epoch)}, after {duration(state.time_s)} of training. "
            f"{kept} {_goes_on(run)}",
            icon=":material/link_off:",
        )
    elif run.wanted == "pause" and status == "running":
        st.info("Pausing; its whole state is being kept.", icon=":material/pause:")
    elif status == "paused":
        at = f"in epoch {state.epoch}, after {count(state.step, 'step')}" if state.step else "before it began"
        st.info(f"Paused {at}. {_goes_on(run)}", icon=":material/pause_circle:")
    elif run.wants_stop and status == "running":
        st.info("Stopping; the best weights are kept.", icon=":material/stop:")
    elif status == "stopped":
        st.info(state.reason or "Stopped when asked; the best weights are kept.", icon=":material/stop_circle:")
    else:
        beginning_or_fault(run, state, status, history)


def _goes_on(run: Run) -> str:
    """What resuming does."""
    if run.checkpoints.places():
        return "*Resume* goes on from its last checkpoint and ends as if nothing had happened."
    return "It kept no checkpoint: it begins again, and ends the same."


def circumstances(history: History) -> None:
    """What makes any kind of training slower than it could be, a sentence each."""
    if history.warmed_up and (reason := why_not_recorded(history.warmed_up)):
        st.caption(plain(reason))
    if history.memory_short:
        st.caption(
            "Memory was short: each batch is computed in pieces of "
            f"{count(history.memory_short.images_at_once, 'image')}, which changes nothing but the speed."
        )


def beginning_or_fault(run: Run, state: State, status: Status, history: History) -> None:
    """What is said of every kind of work: that it has not begun yet, or why it could not go on."""
    if status == "queued":
        waiting(run)
    elif status == "failed":
        st.error(plain(state.reason or "The run failed."), icon=":material/error:")
    elif status == "running" and history.started is None:
        st.info("Loading PyTorch and the data.", icon=":material/hourglass_top:")


def waiting(run: Run) -> None:
    """What is said of a run that waits: for a worker, or first for other runs."""
    store = cache.store()
    in_order = [waits.id for waits in queue.queued(store)]
    before = in_order.index(run.id) if run.id in in_order else 0
    before += sum(other.status == "running" for other in cache.listing().summaries)
    if before < queue.at_once(store):
        said = "Waiting for the worker, which loads PyTorch when it starts."
    else:
        said = f"Waiting for its turn: {count(before, 'run')} come{'s' * (before == 1)} first."
    st.info(said, icon=":material/schedule:")


def _progress(run: Run, state: State, status: Status, history: History) -> None:
    """How far it is: which network, which epoch, how long it will still take."""
    members = run.record.config.members
    member = history.courses[-1].member if history.courses else 1
    step = history.courses[-1].last_step if history.courses else 0
    share = 1.0 if status == "finished" else (member - 1 + step / history.total_steps) / members
    network = f"Network {member} of {members}, epoch" if members > 1 else "Epoch"
    epochs = history.started.epochs if history.started else 0
    left = f", about {duration(state.left_s)} left" if status == "running" and state.left_s is not None else ""
    st.progress(min(1.0, share), text=f"{network} {max(1, state.epoch)} of {epochs}{left}")


def _early_ending(history: History) -> str:
    """Where training ended before all epochs because nothing improved any more; empty where it did not."""
    if not isinstance(history.ending, Finished) or not history.started:
        return ""
    early = [course for course in history.courses if course.last_step < history.total_steps and course.epochs]
    if len(history.courses) > 1:
        counted = f"{len(early)} of {len(history.courses)} networks"
        return f"{counted} ended early, where they no longer improved." if early else ""
    if not early or not history.ending.stopped_early:
        return ""
    (course,) = early
    return (
        f"Ended early after epoch {course.epochs[-1].epoch} of {history.started.epochs}, as it no longer improved; the "
        f"weights of epoch {history.ending.best_epoch} are kept."
    )
