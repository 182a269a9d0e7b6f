"""Choosing an experiment and having it made by the worker."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from cnn.data.imageset import Dataset
from cnn.experiments import EXPERIMENTS, Experiment
from cnn.runs.creation import create_experiment
from cnn.runs.record import ACTIVE
from cnn.runs.run import Run
from dashboard import cache, state
from dashboard.plan import see_to_queue
from dashboard.words import count


def choose_experiment() -> Experiment:
    """Which one; the choice stands in the address."""
    by_title = {experiment.title: experiment for experiment in EXPERIMENTS.values()}
    title = st.radio("Experiment", list(by_title), key="experiment", bind="query-params")
    st.caption(by_title[title].method)
    return by_title[title]


def newest_run(dataset: Dataset, experiment: Experiment) -> Run | None:
    """The last time it was made on this data, or is being made."""
    own = dataset.train.own_fingerprint
    made = cache.runs("experiment", own)
    return next((run for run in made if run.record.experiment == experiment.name), None)


def run_button(dataset: Dataset, experiment: Experiment, last: Run | None) -> None:
    """Starts it; raises DataError, SpecError or ConfigError for data that it cannot be made on, and writes nothing."""
    is_active = last is not None and last.status in ACTIVE
    label = "Run it again" if last and not is_active else "Run it"
    kind: Literal["primary", "secondary"] = "secondary" if last else "primary"
    if st.button(label, type=kind, icon=":material/science:", width="stretch", disabled=is_active):
        create_experiment(cache.store(), dataset, experiment, classes=state.source().classes)
        see_to_queue()
        st.rerun()
    st.caption(
        f"{count(experiment.trials, 'small training')}, less than a minute on two free cores. They go on when you "
        "leave, and are found again here and under Runs."
    )
