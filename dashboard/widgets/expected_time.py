"""How long the training will take, told before it starts."""

from __future__ import annotations

from importlib.metadata import version
from socket import gethostname

import streamlit as st

from cnn.model.architecture import Architecture
from cnn.runs.run import Run
from cnn.runs.store import ACTIVE
from cnn.training.config import TrainingConfig
from cnn.training.speed import Trial, expected_s
from dashboard import cache
from dashboard.expectation import Answer, ask
from dashboard.widgets.fault import plain
from dashboard.words import roughly

REFRESH_S = 1.0
HELP = (
    "As the last such training on this computer went, or measured by training for a moment. Loading PyTorch, a few "
    "seconds, comes on top, and whatever else the computer does makes it longer."
)


def expected_time(architecture: Architecture, config: TrainingConfig, rows: int) -> None:
    """Say it, or that it is being measured; the line renews itself until it is known. ``rows``: all labelled ones."""
    trial = Trial.of(architecture, config)
    is_open = _asked(trial).is_open

    @st.fragment(run_every=REFRESH_S if is_open else None)
    def line() -> None:
        answer = _asked(trial)
        if answer.is_open:
            st.caption("Measuring how long it will take.")
        elif answer.s_per_image is None:
            st.caption(f"How long it will take is not known. {plain(answer.reason)}")
        else:
            most = "at most " if config.patience else ""
            time = roughly(expected_s(config, rows, answer.s_per_image))
            st.caption(f"Takes {most}about {time}.", help=HELP)
        if is_open and not answer.is_open:
            st.rerun()

    line()


def _asked(trial: Trial) -> Answer:
    """The answer: from the newest such training on this computer, else measured."""
    runs = cache.store().all()
    for run in runs:
        if speed := _images_per_s(run, trial):
            return Answer(1 / speed)
    return ask(trial, is_busy=any(run.status in ACTIVE for run in runs))


def _images_per_s(run: Run, trial: Trial) -> float | None:
    """The speed of a run here and with today's PyTorch, where it is such a trial; None otherwise."""
    record = run.record
    is_such = run.state.host == gethostname() and record.versions.get("torch") == version("torch")
    if not is_such or Trial.of(record.architecture, record.config) != trial:
        return None
    latest = cache.history(run).latest
    return latest.images_per_s if latest else None
