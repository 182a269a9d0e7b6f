"""One image of a data set, chosen by its class and its place within the class; the choice stands in the address."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn.data.imageset import Images, ImageSet

CLASS, EXAMPLE = "digit", "example"


def pick_image(images: ImageSet, first_class: int = 4) -> Images:
    """Let a visitor choose an image, uint8 (C, H, W), beginning with ``first_class`` where there is one."""
    boxes = st.container(horizontal=True)
    rows = np.arange(len(images))
    if images.labels is not None:
        present = [images.class_names[label] for label in np.flatnonzero(images.counts)]
        if st.session_state.get(CLASS, present[0]) not in present:
            del st.session_state[CLASS]
        with boxes:
            name = st.selectbox(
                "Class", present, index=min(first_class, len(present) - 1), key=CLASS, bind="query-params", width=96
            )
        rows = np.flatnonzero(images.labels == images.class_names.index(name))
    if not 1 <= (st.session_state.get(EXAMPLE) or 1) <= len(rows):
        st.session_state[EXAMPLE] = len(rows)
    with boxes:
        place = st.number_input(
            "Example",
            min_value=1,
            max_value=len(rows),
            key=EXAMPLE,
            bind="query-params",
            width=136,
            help=f"Which of the {len(rows):,} images of this class.",
        )
    image: Images = images.images[rows[place - 1]]
    return image
