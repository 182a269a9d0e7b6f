"""One of the images a run is judged on, or a digit one draws; which image stands in the address as on other pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnn.data.imageset import Images, ImageSet, Rows
from cnn.judging.evaluation import Evaluation
from cnn.judging.finding import Wanted, find
from dashboard import cache, state
from dashboard.widgets.find_controls import choose_class
from dashboard.widgets.judged import Judged
from dashboard.widgets.pick_image import CLASS, EXAMPLE
from dashboard.widgets.pick_input import DRAWN, INPUT, choose_drawn, draw_picture
from dashboard.widgets.readings import IMAGE, WHY_READ, WHY_TRUTH
from dashboard.widgets.stepper import whole_number
from dashboard.words import count

PLACE = "place"


@dataclass(frozen=True, eq=False)
class Picked:
    """A picture for a network to explain.

    image: uint8 (C, H, W), of the size it reads. row: which of the images judged on it is; None for a drawing.
    label: its class, None where nobody knows it.
    """

    image: Images
    row: int | None = None
    label: int | None = None


def pick_judged(judged: Judged, images: ImageSet | None) -> Picked | None:
    """Let a visitor choose one of the mistakes, of the images of a class or of those read as one, or draw a digit.

    images: those judged on; None where they are not open. Gives None where there is no picture yet.
    """
    if choose_drawn():
        networks = cache.predictor(judged.run)
        drawn = draw_picture()
        return None if drawn is None else Picked(networks.fitted(drawn[0]))
    if images is None:
        return None
    row = _pick_row(judged.evaluation)
    return None if row is None else Picked(images.images[row], row, int(images.known_labels[row]))


def address_in_data(images: ImageSet | None, picked: Picked) -> Mapping[str, str] | None:
    """Where the pages under Learn show the same picture; None where the data open there does not hold it."""
    if picked.row is None or picked.label is None:
        return {INPUT: DRAWN}
    if images is None or images.fingerprint != cache.dataset(state.source()).train.fingerprint:
        return None
    place = int(np.count_nonzero(images.known_labels[: picked.row] == picked.label))
    return {CLASS: images.class_names[picked.label], EXAMPLE: str(place + 1)}


def _pick_row(evaluation: Evaluation) -> int | None:
    with st.container(horizontal=True):
        label = choose_class("Truth", evaluation.class_names, WHY_TRUTH)
        read_as = choose_class("Read as", evaluation.class_names, WHY_READ)
    rows, what = _rows(evaluation, label, read_as)
    if not len(rows):
        st.caption("There is no such image.")
        return None
    asked = np.flatnonzero(rows == whole_number(st.query_params.get(IMAGE, ""), 0) - 1)
    st.session_state[PLACE] = int(asked[0]) + 1 if len(asked) else 1
    place = st.number_input(
        f"Which of the {count(len(rows), what)}", 1, len(rows), key=PLACE, on_change=_take, args=(rows,)
    )
    return int(rows[place - 1])


def _rows(evaluation: Evaluation, label: int | None, read_as: int | None) -> tuple[Rows, str]:
    """Rows of what is wanted, and what they are: the mistakes where no class is asked for, if there are any."""
    labels, probs = evaluation.labels, evaluation.probs
    if label is None and read_as is None:
        wrong = find(Wanted(outcome="wrong", order="surest"), len(labels), labels, probs)
        if len(wrong):
            return evaluation.rows[wrong], "mistake"
    found = find(Wanted(label, read_as, order="least sure"), len(labels), labels, probs)
    return evaluation.rows[found], "image"


def _take(rows: Rows) -> None:
    st.query_params[IMAGE] = str(int(rows[st.session_state[PLACE] - 1]) + 1)
