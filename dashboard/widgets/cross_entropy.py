"""The loss of one picture with its numbers put in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnn.data.imageset import ImageSet
from cnn.inside.loss import Floats, losses, target
from cnn.inside.passage import Numbers
from cnn.reading.certainty import softened
from cnn.runs.run import Run
from dashboard import cache
from dashboard.charts.loss import curve_figure
from dashboard.lessons.convolution import NOTHING_DRAWN
from dashboard.widgets.fault import plain
from dashboard.widgets.pick_input import known_class
from dashboard.widgets.pick_picture import pick_picture
from dashboard.words import percent

STILL = {"displayModeBar": False}
TABLE_PX, CURVE_PX = 340, 320
MOST_IN_FULL = 12
LABEL, OWN = "label", "Its own"


def weigh_picture(run: Run, images: ImageSet, result: DeltaGenerator) -> float:
    """Picture, label and smoothing are chosen here, and what they cost is in ``result``; gives the smoothing.

    Raises RunError, and DataError for images of another size.
    """
    names = run.record.data.class_names
    picture = pick_picture(run, images)
    if picture is None:
        result.info(NOTHING_DRAWN, icon=":material/draw:")
        return _choose_smoothing()
    logits = cache.passage(run, picture).logits
    label = _choose_label(names, known_class(images), int(logits.argmax()))
    smoothing = _choose_smoothing()
    with result:
        _show_loss(logits, label, smoothing, names)
    return smoothing


def _choose_label(class_names: Sequence[str], own: str | None, answer: int) -> int:
    """The class that counts as the true one: the picture's own where it has one, else at first the network's answer."""
    has_own = own in class_names
    options = [*([OWN] if has_own else []), *class_names]
    if st.session_state.get(LABEL, options[0]) not in options:
        del st.session_state[LABEL]
    chosen = st.selectbox(
        "Label",
        options,
        index=0 if has_own else answer,
        key=LABEL,
        bind="query-params",
        help="The class that counts as true. Another one shows what a mistake costs, or a wrong label.",
    )
    return class_names.index(own if chosen == OWN and own is not None else chosen)


def _choose_smoothing() -> float:
    """ε of label smoothing."""
    smoothing: float = st.slider(
        "Label smoothing ε",
        0.0,
        0.5,
        0.0,
        0.01,
        key="smoothing",
        bind="query-params",
        help="The share of the label that is spread over all classes. Training has the same setting.",
    )
    return smoothing


def _show_loss(logits: Numbers, label: int, smoothing: float, class_names: Sequence[str]) -> None:
    """Label and probabilities side by side, their sum of products, and the place on the curve."""
    probs = softened(logits)
    (loss,) = losses(logits[None], np.array([label]), smoothing)
    row = target(label, len(logits), smoothing)
    with st.container(horizontal=True):
        with st.container(width=TABLE_PX):
            _table(row, logits, class_names)
        with st.container(width=CURVE_PX):
            figure = curve_figure(float(probs[label]), float(loss), len(logits), smoothing)
            words = in_words(probs, label, float(loss), class_names)
            st.plotly_chart(figure, config=STILL, alt=words, key="loss_curve")
    st.markdown(in_words(probs, label, float(loss), [plain(name) for name in class_names]))


def in_words(probs: Numbers, label: int, loss: float, class_names: Sequence[str]) -> str:
    """What the label costs, and what the network answers."""
    best = int(probs.argmax())
    answer = "" if best == label else f" It answers {class_names[best]} with {percent(float(probs[best]), 1)}."
    return (
        f"The label is {class_names[label]}, and the network gives it {percent(float(probs[label]), 2)}: the loss is "
        f"{loss:.3f}.{answer}"
    )


def _table(row: Floats, logits: Numbers, class_names: Sequence[str]) -> None:
    """Label times −log p for each class, and the sum of all."""
    everyone = np.arange(len(logits))
    surprise = losses(np.repeat(logits[None], len(logits), axis=0), everyone)
    table = pd.DataFrame(
        {"Class": class_names, "Label y": row, "p": softened(logits), "−log p": surprise, "y · −log p": row * surprise}
    )
    st.table(
        table,
        hide_index=True,
        border="horizontal",
        height="content" if len(table) <= MOST_IN_FULL else 400,
        alt="The label, the probability and what it costs, by class",
    )
    st.markdown(f"Sum of the last column: **{(row * surprise).sum():.3f}**, the loss.")
