"""Images with what a network read in them."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from cnn.data.imageset import ImageSet
from cnn.errors import DataError
from cnn.evaluation import Evaluation, Integers
from cnn.runs.run import Run
from dashboard import cache, state
from dashboard.state import SourceChoice
from dashboard.widgets.digits import show_digits
from dashboard.widgets.fault import plain
from dashboard.words import reading


def pictures_of(run: Run) -> ImageSet:
    """The images a run was trained and judged on, wherever they are open; raises DataError where they are not here."""
    data = run.record.data
    for choice in (state.source(), SourceChoice(data.source, data.classes)):
        with suppress(DataError):
            images = cache.dataset(choice).train
            if images.own_fingerprint == data.fingerprint:
                return images
    raise DataError(
        f"The pictures come with {data.title}, which is not open here: choose it under Explore. "
        "The numbers do not need them."
    )


def show_readings(run: Run, evaluation: Evaluation, places: Integers) -> None:
    """The images at these places, each as ``5, read as 6 (98 %)``; a sentence where they are not here."""
    try:
        images = pictures_of(run)
    except DataError as error:
        st.info(plain(str(error)), icon=":material/image_not_supported:")
        return
    show_digits(images.images[evaluation.rows[places]], [caption(evaluation, place) for place in places], width_px=84)


def caption(evaluation: Evaluation, place: int) -> str:
    """What one image is and was read as."""
    names = evaluation.class_names
    true, read = evaluation.labels[place], evaluation.predicted[place]
    return reading(names[true], names[read], float(evaluation.confidence[place]))
