"""Images with what a network read in them, page by page, and one of them up close."""

from __future__ import annotations

import streamlit as st

from cnn.judging.evaluation import Evaluation, Integers
from dashboard.widgets.alike import show_alike
from dashboard.widgets.fault import faults_in_place
from dashboard.widgets.frame import link
from dashboard.widgets.judged import OPEN, VALIDATION, Judged, open_images
from dashboard.widgets.look import look_at
from dashboard.widgets.paged_pictures import paged_pictures
from dashboard.widgets.stepper import whole_number
from dashboard.words import reading

IMAGE, TRUTH, READ = "image", "class", "read"
"""What stands in the address: the number of an image, its class, and what it was read as."""
WHY_TRUTH, WHY_READ = "of", "as"
"""The same classes on the page Why: a link loses what the controls of the page it leaves have in the address."""


def show_readings(judged: Judged, places: Integers, key: str) -> None:
    """The images at these places, each as ``5, read as 6 (98 %)``; a sentence where they are not here.

    The one that is looked at stands in the address, and is shown as long as it is among them. key: tells these places
    from others.
    """
    if not len(places):
        st.caption("There is none.")
        return
    images = open_images(judged)
    if images is None:
        return
    evaluation = judged.evaluation
    rows = evaluation.rows[places]
    paged_pictures(
        images.images, rows, lambda number: caption(evaluation, places[number]), f"{judged.key} {key}", _take
    )
    asked = whole_number(st.query_params.get(IMAGE, ""), 0) - 1
    for place in places[rows == asked]:
        look_at(images, asked, evaluation.probs[place], "Test " if judged.is_test else "")
        with faults_in_place():
            show_alike(judged, images, asked)
        link("Why it is read so", "inspect/why.py", _address(judged, int(place)))


def caption(evaluation: Evaluation, place: int) -> str:
    """What one image is and was read as."""
    names = evaluation.class_names
    true, read = evaluation.labels[place], evaluation.predicted[place]
    return reading(names[true], names[read], float(evaluation.confidence[place]))


def _address(judged: Judged, place: int) -> dict[str, str]:
    """Where the page Why shows the image at ``place``: it goes through the images of one cell of the matrix."""
    evaluation = judged.evaluation
    names = evaluation.class_names
    cell = {WHY_TRUTH: names[evaluation.labels[place]], WHY_READ: names[evaluation.predicted[place]]}
    on = VALIDATION if judged.part is None else OPEN
    return {"run": judged.run.id, "on": on, **cell, IMAGE: str(int(evaluation.rows[place]) + 1)}


def _take(row: int) -> None:
    st.query_params[IMAGE] = str(row + 1)
