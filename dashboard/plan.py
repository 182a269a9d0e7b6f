"""From what a visitor chose to a queued run that a worker takes up."""

from __future__ import annotations

import streamlit as st

from cnn.data.imageset import Dataset
from cnn.model.architecture import Architecture
from cnn.model.shapes import check_classes
from cnn.model.volume import Volume
from cnn.presets import find_preset
from cnn.runs.creation import create_run
from cnn.runs.record import Kind
from cnn.runs.run import Run
from cnn.runs.store import STARTER_ID
from cnn.training.config import TrainingConfig
from dashboard import cache, state
from dashboard.expectation import end_measuring
from dashboard.state import Design
from dashboard.workers import ensure_worker


def volume_of(dataset: Dataset) -> Volume:
    """The input volume of a data set's pictures."""
    return Volume.of(dataset.train.shape)


def drafted_network(dataset: Dataset, design: Design) -> Architecture:
    """The chosen network as it takes this data's pictures, sound or not."""
    volume = volume_of(dataset)
    if design.own:
        return design.own.model_copy(update={"input": volume})
    return find_preset(design.preset).architecture(volume, len(dataset.train.class_names))


def network_for(dataset: Dataset, design: Design) -> Architecture:
    """The chosen network for this data; raises SpecError where it does not fit."""
    architecture = drafted_network(dataset, design)
    check_classes(architecture, len(dataset.train.class_names))
    return architecture


def start_run(dataset: Dataset, architecture: Architecture, config: TrainingConfig, kind: Kind = "train") -> None:
    """Write the run, see to a worker, and watch it; raises DataError or SpecError and writes nothing."""
    design = state.design()
    run = create_run(
        cache.store(),
        dataset,
        architecture,
        config,
        kind=kind,
        classes=state.source().classes,
        preset=None if design.own else design.preset,
    )
    see_to_queue()
    state.watch_run(run.id)
    if kind == "train":
        state.choose_run(run.id)
    st.rerun()


def see_to_queue() -> None:
    """Have a worker take up what waits, with the machine to itself."""
    end_measuring()
    ensure_worker(cache.store())


def watched_run() -> Run | None:
    """The run being watched: the one started here, else the newest there is; the starter has no curves to watch.

    A map of images and an experiment are watched where they are shown.
    """
    elsewhere = ("embedding", "experiment")
    runs = [run.id for run in cache.listing().summaries if run.id != STARTER_ID and run.kind not in elsewhere]
    if not runs:
        return None
    watched = state.watched_run()
    return cache.store().get(watched if watched in runs else runs[0])
