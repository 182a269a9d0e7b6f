"""Which part of a data set is looked at; it stands in the address."""

from __future__ import annotations

import streamlit as st

from cnn.data.imageset import Dataset, ImageSet

TRAINING, TEST = "Training", "Test"


def choose_part(dataset: Dataset) -> str:
    """The training or the test part; nothing is asked where there is no test part."""
    if dataset.test is None:
        return TRAINING
    part: str = st.segmented_control(
        "Part", [TRAINING, TEST], default=TRAINING, required=True, key="part", bind="query-params"
    )
    return part


def part_of(dataset: Dataset, part: str) -> ImageSet:
    """The images of that part."""
    return dataset.test if part == TEST and dataset.test is not None else dataset.train
