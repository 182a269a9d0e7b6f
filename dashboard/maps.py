"""t-SNE maps of the data set worked on: found among the runs, or queued."""

from __future__ import annotations

import streamlit as st

from cnn.data.imageset import Dataset
from cnn.embedding.settings import EmbeddingSettings
from cnn.runs.creation import create_map
from cnn.runs.run import Run
from dashboard import cache, state
from dashboard.plan import see_to_queue


def map_of(dataset: Dataset, settings: EmbeddingSettings) -> Run | None:
    """The newest run that lays out these images in this way; None where there is none."""
    images = dataset.train
    for run in cache.runs("embedding", images.own_fingerprint):
        if run.record.embedding == settings and run.record.data.drawings == images.added:
            return run
    return None


def start_map(dataset: Dataset, settings: EmbeddingSettings) -> None:
    """Queue a map and see to a worker; raises DataError and writes nothing."""
    create_map(cache.store(), dataset, settings, classes=state.source().classes)
    see_to_queue()
    st.rerun()
