"""The confusion matrix as something to click, and the images of what was clicked."""

from __future__ import annotations

from functools import partial
from typing import cast

import streamlit as st

from cnn.judging.evaluation import Evaluation
from cnn.judging.finding import Wanted, find
from dashboard.charts.confusion import Show, clicked_cell, confusion_chart, in_words
from dashboard.widgets.fault import plain
from dashboard.widgets.find_controls import ANY, choose_class
from dashboard.widgets.judged import Judged
from dashboard.widgets.readings import READ, TRUTH, show_readings
from dashboard.widgets.scores import score_table
from dashboard.words import count

SHOWS = ["counts", "rates by row", "rates by column"]
MATRIX_PX, SCORES_PX = 376, 326
BOX_PX = 140


def show_confusion(judged: Judged) -> None:
    """The matrix beside the scores of each class, and below them the images of the cell that was clicked."""
    evaluation = judged.evaluation
    row = st.container(horizontal=True)
    matrix, scores = row.container(width=MATRIX_PX), row.container(width=SCORES_PX)
    with matrix:
        st.subheader("Confusion matrix", anchor=False, help="Click a cell to see its images.")
        show = cast(Show, _choose_show())
        key = f"confusion_{judged.key}_{show}"
        st.plotly_chart(
            confusion_chart(evaluation, show),
            on_select=partial(_take_click, key, evaluation.class_names),
            selection_mode="points",
            key=key,
            config={"displayModeBar": False},
            alt=in_words(evaluation),
        )
    with scores:
        st.subheader("By class", anchor=False)
        score_table(evaluation)
    _show_images(judged)


def _show_images(judged: Judged) -> None:
    """The images of one cell, row or column of the matrix; where none is chosen all mistakes."""
    names = judged.evaluation.class_names
    header = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=BOX_PX):
            label = choose_class("Truth", names, TRUTH)
        with st.container(width=BOX_PX):
            read_as = choose_class("Read as", names, READ)
        if label is not None or read_as is not None:
            st.button("All mistakes", icon=":material/close:", on_click=_take_none)
    wanted = _wanted(label, read_as)
    places = find(wanted, len(judged.evaluation.labels), judged.evaluation.labels, judged.evaluation.probs)
    header.subheader(_title(judged.evaluation, wanted, len(places)), anchor=False)
    show_readings(judged, places, str(wanted))


def _wanted(label: int | None, read_as: int | None) -> Wanted:
    """Of a cell the surest first; of a row or column those first whose label is least believed in."""
    if label is None and read_as is None:
        return Wanted(outcome="wrong", order="surest")
    return Wanted(label, read_as, order="worst" if label is None or read_as is None else "surest")


def _title(evaluation: Evaluation, wanted: Wanted, images: int) -> str:
    names = [plain(name) for name in evaluation.class_names]
    label = "" if wanted.label is None else names[wanted.label]
    if wanted.read_as is not None:
        said = f"{label} read as {names[wanted.read_as]}" if label else f"Read as {names[wanted.read_as]}"
        return f"{said}: {count(images, 'image')}"
    if label:
        return f"Class {label}: {count(images, 'image')}, the least recognised first"
    return f"{count(images, 'mistake')}, the surest first" if images else "No mistake"


def _choose_show() -> str:
    show: str = st.segmented_control(
        "In the cells",
        SHOWS,
        default=SHOWS[0],
        required=True,
        key="cells",
        bind="query-params",
        label_visibility="collapsed",
        help="Counts of images, percent of each true class, or percent of all that were read as a class.",
    )
    return show


def _take_click(key: str, names: tuple[str, ...]) -> None:
    if cell := clicked_cell(st.session_state[key]["selection"]):
        st.session_state[TRUTH], st.session_state[READ] = names[cell[0]], names[cell[1]]


def _take_none() -> None:
    st.session_state[TRUTH] = st.session_state[READ] = ANY
