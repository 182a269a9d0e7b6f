"""Which images a training learns from, and which ones judge it."""

from __future__ import annotations

import io

import numpy as np
import streamlit as st

from cnn.data.imageset import ImageSet, Rows
from cnn.data.split import divide
from cnn.training.config import TrainingConfig
from dashboard.charts.division import division_chart, division_in_words
from dashboard.widgets.digits import show_digits
from dashboard.widgets.fault import plain
from dashboard.words import count

SAMPLE = 14
PICTURE_PX = 84
STILL = {"displayModeBar": False}


def show_division(images: ImageSet, config: TrainingConfig) -> None:
    """Both parts in figures, class by class, and by their first images; raises ConfigError where a part is empty."""
    learned, judged = divide(images, config.validation_share, config.seed)
    cards = st.container(horizontal=True)
    cards.metric("To learn from", f"{len(learned):,}", border=True, help="Every one is seen once in each epoch.")
    cards.metric("To judge on", f"{len(judged):,}", border=True, help="The validation part: never learned from.")
    if len(images.left_out):
        cards.metric("Left out", f"{len(images.left_out):,}", border=True, help="By the label check: in neither part.")
    if images.added:
        cards.metric("Your drawings", f"{images.added:,}", border=True, help="Learned from, never judged on.")
    if not len(judged):
        st.caption("Without a validation part nothing tells how good the network is on images it has not seen.")
        return
    names, labels = images.class_names, images.known_labels
    counts = [np.bincount(labels[rows], minlength=len(names)) for rows in (learned, judged)]
    words = division_in_words(counts[0], counts[1], names)
    st.plotly_chart(division_chart(counts[0], counts[1], names), config=STILL, key="division", alt=words)
    st.caption(plain(words))
    st.markdown(f"**The first of the {count(len(judged), 'image')} to judge on**")
    first = np.sort(judged)[:SAMPLE]
    show_digits(images.images[first], [f"{names[labels[row]]}, no. {row + 1:,}" for row in first], PICTURE_PX)
    st.download_button(
        "Download which is which (CSV)",
        lambda: _table(learned, judged),
        file_name="split.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def _table(learned: Rows, judged: Rows) -> bytes:
    """Every row with its part, in the order of the data: counted from 0, as pandas does."""
    rows = np.concatenate([learned, judged])
    parts = np.repeat(["training", "validation"], [len(learned), len(judged)])
    order = np.argsort(rows)
    text = io.StringIO()
    text.write("row,part\n")
    text.writelines(f"{row},{part}\n" for row, part in zip(rows[order], parts[order], strict=True))
    return text.getvalue().encode()
