"""The images that two runs read differently, and one of them with what each says of it."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn.judging.evaluation import Evaluation, Integers
from dashboard.charts.probabilities import probability_chart
from dashboard.widgets.compared_runs import Compared, name_of
from dashboard.widgets.digits import show_digits
from dashboard.widgets.fault import plain
from dashboard.widgets.judged import Judged, open_images
from dashboard.widgets.paged_pictures import paged_pictures
from dashboard.widgets.stepper import whole_number
from dashboard.words import count, percent, reading

IMAGE, WHICH = "image", "which"
ALL, FIRST, SECOND, NEITHER = "all", "first right", "second right", "both wrong"
NO_BREAK = "\u00a0"
PICTURE_PX, CHART_PX = 168, 260


@st.fragment
def show_disagreements(compared: Compared, judged: Judged, first: Evaluation, second: Evaluation) -> None:
    """All of them or those that the one, the other or neither reads right; both evaluations are of the same images.

    judged: one of the runs, which knows where the pictures are.
    """
    places = disagreements(first, second)
    if not len(places[ALL]):
        st.markdown("They read every image alike.")
        return
    which = st.segmented_control(
        "Which",
        list(places),
        default=ALL,
        required=True,
        key=WHICH,
        bind="query-params",
        label_visibility="collapsed",
    )
    names = [name_of(compared, place) for place in compared.pair]
    told = f"Below each its class, then what {names[0]} (first) and {names[1]} (second) read in it."
    st.caption(f"{count(len(places[which]), 'image')}. {told}")
    chosen = places[which]
    if not len(chosen):
        st.caption("There is none.")
        return
    images = open_images(judged)
    if images is None:
        return
    rows = first.rows[chosen]
    key = f"{' '.join(run.id for run in compared.runs)} {judged.key} {compared.pair} {which}"
    paged_pictures(images.images, rows, lambda number: _caption(first, second, int(chosen[number])), key, _take)
    asked = whole_number(st.query_params.get(IMAGE, ""), 0) - 1
    for place in chosen[rows == asked]:
        true = first.class_names[first.labels[place]]
        st.subheader(f"No. {asked + 1:,}: {plain(true)}", anchor=False)
        with st.container(horizontal=True, gap="medium"):
            with st.container(width=PICTURE_PX):
                show_digits(images.images[asked][None], [f"class {true}"], width_px=PICTURE_PX)
            for number, evaluation in enumerate((first, second)):
                with st.container(width=CHART_PX):
                    _show_probabilities(names[number], evaluation, int(place), f"probabilities_{number}")


def disagreements(first: Evaluation, second: Evaluation) -> dict[str, Integers]:
    """Places of the images read as different classes: all, by who is right; those of the surest mistake first."""
    differ = first.predicted != second.predicted
    right = first.predicted == first.labels, second.predicted == second.labels
    surest = np.maximum(np.where(right[0], 0, first.confidence), np.where(right[1], 0, second.confidence))
    order = np.argsort(-surest, kind="stable")
    parts = {ALL: differ, FIRST: differ & right[0], SECOND: differ & right[1], NEITHER: differ & ~right[0] & ~right[1]}
    return {name: order[part[order]] for name, part in parts.items()}


def _caption(first: Evaluation, second: Evaluation, place: int) -> str:
    names = first.class_names
    said = [f"{names[each.predicted[place]]} ({percent(float(each.confidence[place]), 0)})" for each in (first, second)]
    return f"{names[first.labels[place]]}: {', '.join(each.replace(' ', NO_BREAK) for each in said)}"


def _show_probabilities(name: str, evaluation: Evaluation, place: int, key: str) -> None:
    names = evaluation.class_names
    read, true = names[evaluation.predicted[place]], names[evaluation.labels[place]]
    said = reading(true, read, float(evaluation.confidence[place]))
    st.markdown(f"{name}: {plain(said)}")
    chart = probability_chart(evaluation.probs[place].tolist(), names)
    st.plotly_chart(
        chart,
        config={"displayModeBar": False},
        key=key,
        alt=f"Probabilities: {said}; {count(len(names), 'class', 'classes')}",
    )


def _take(row: int) -> None:
    st.query_params[IMAGE] = str(row + 1)
