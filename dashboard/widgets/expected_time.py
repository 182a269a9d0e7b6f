"""How long the training will take, told before it starts."""

from __future__ import annotations

from collections.abc import Callable
from socket import gethostname

import streamlit as st

from cnn.model.architecture import Architecture
from cnn.runs.record import ACTIVE
from cnn.runs.run import Run
from cnn.training.config import TrainingConfig
from cnn.training.speed import Trial, expected_s, installed
from cnn.words import expectation, roughly
from dashboard import cache
from dashboard.expectation import Answer, ask, is_left_alone, recall, remember
from dashboard.widgets.fault import plain

REFRESH_S = 2.0  # an edit may have to wait for a look
CALM_S = 2.0
HELP = (
    "As the last such training on this computer went, or measured by training for a moment. Loading PyTorch, a few "
    "seconds, comes on top, and whatever else the computer does makes it longer."
)


def expected_time(architecture: Architecture, config: TrainingConfig, rows: int) -> None:
    """Say how long the training takes on ``rows`` labelled images."""
    _say(Trial.of(architecture, config), lambda speed: expectation(config, rows, speed))


def time_of_a_pass(architecture: Architecture, config: TrainingConfig, rows: int) -> None:
    """Say how long one epoch and the whole training take, measured once the network was left alone for a moment."""
    once = config.changed(epochs=1, members=1)
    passes = config.epochs * config.members

    def sentence(speed: float) -> str:
        everything = f", all {passes} about {roughly(expected_s(config, rows, speed))}" if passes > 1 else ""
        return f"One epoch takes about {roughly(expected_s(once, rows, speed))} here{everything}."

    _say(Trial.of(architecture, config), sentence, CALM_S)


def _say(trial: Trial, sentence: Callable[[float], str], calm_s: float = 0.0) -> None:
    """The sentence for the seconds an image takes, or that they are being measured; it renews itself until known."""
    is_open = _asked(trial, calm_s).is_open

    @st.fragment(run_every=REFRESH_S if is_open else None)
    def line() -> None:
        answer = _asked(trial, calm_s)
        if answer.is_open:
            st.caption("Measuring how long it will take.")
        elif answer.s_per_image is None:
            st.caption(f"How long it will take is not known. {plain(answer.reason)}")
        else:
            st.caption(sentence(answer.s_per_image), help=HELP)
        if is_open and not answer.is_open:
            st.rerun()

    line()


def _asked(trial: Trial, calm_s: float) -> Answer:
    """The answer: from the newest such training on this computer, else measured.

    While a network is being changed, what is remembered has to do: many runs take a while to be looked through.
    """
    if calm_s and not ((known := recall(trial)).is_open and is_left_alone(trial, calm_s)):
        return known
    runs = cache.listing().summaries
    host = gethostname()
    for run in runs:
        if run.state.host != host or not trial.has(run.all_settings):
            continue
        if speed := _images_per_s(cache.store().get(run.id), trial):
            remember(trial, Answer(1 / speed))
            return Answer(1 / speed)
    return ask(trial, is_busy=any(run.status in ACTIVE for run in runs))


def _images_per_s(run: Run, trial: Trial) -> float | None:
    """The speed of a run with today's PyTorch, where it is such a trial; None otherwise."""
    record = run.record
    if record.versions.get("torch") != installed("torch") or Trial.of(record.architecture, record.config) != trial:
        return None
    latest = cache.history(run).latest
    return latest.images_per_s if latest else None
