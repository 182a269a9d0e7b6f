"""A few images of each class, drawn anew when asked; which ones stands in the address."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn.data.imageset import ImageSet
from dashboard.widgets.digits import show_strip
from dashboard.widgets.fault import plain
from dashboard.widgets.stepper import whole_number

A_ROW = 16
MOST_CLASSES = 50
SAMPLES = "samples"


@st.fragment
def class_samples(images: ImageSet) -> None:
    """A row of images a class (of everything, without labels), the same until another draw is asked for."""
    draw = whole_number(st.query_params.get(SAMPLES, ""), 0)
    random = np.random.default_rng(draw)
    if images.labels is None:
        show_strip(
            images.images[np.sort(random.choice(len(images), min(A_ROW, len(images)), replace=False))], "Samples"
        )
    else:
        for label, name in enumerate(images.class_names[:MOST_CLASSES]):
            rows = np.flatnonzero(images.labels == label)
            if not len(rows):
                continue
            chosen = np.sort(random.choice(rows, min(A_ROW, len(rows)), replace=False))
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"**{plain(name)}**", width=80 if len(name) > 2 else 24)
                show_strip(images.images[chosen], f"{len(chosen)} samples of class {name}")
        if len(images.class_names) > MOST_CLASSES:
            st.caption(f"The first {MOST_CLASSES} of {len(images.class_names)} classes.")
    st.button("Other samples", icon=":material/shuffle:", on_click=_draw_others, args=(draw,))


def _draw_others(draw: int) -> None:
    st.query_params[SAMPLES] = str(draw + 1)
