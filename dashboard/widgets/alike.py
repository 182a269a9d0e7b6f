"""The images that a network sees as most like one image."""

from __future__ import annotations

from collections import Counter

import numpy as np
import streamlit as st

from cnn.data.imageset import ImageSet, Rows
from cnn.data.split import own_rows
from dashboard import cache
from dashboard.widgets.digits import show_digits
from dashboard.widgets.fault import plain
from dashboard.widgets.judged import Judged
from dashboard.widgets.run_picker import first_of
from dashboard.words import count

MOST = 8
JUDGED, TRAINED = "judged on", "trained on"
HELP = (
    "By the cosine between what the last fully connected layer gets for each of them, the number in brackets: 1 is the "
    "same direction. Images that lie together here, the network can hardly tell apart, whatever their pixels are."
)


def show_alike(judged: Judged, images: ImageSet, row: int) -> None:
    """Those nearest to the image at ``row`` in the network's feature space, and how they are labelled.

    Raises SpecError for a network without a fully connected layer.
    """
    st.markdown("**The images most like it, as the network sees them**", help=HELP)
    among = JUDGED
    if judged.part is None:
        among = st.segmented_control(
            "Among the images it was",
            [JUDGED, TRAINED],
            default=JUDGED,
            required=True,
            key="among",
            bind="query-params",
            persist_state="session",
        )
    rows = np.sort(judged.evaluation.rows)
    if among == TRAINED:
        rows = np.setdiff1d(own_rows(images), rows)
    features = cache.features(judged.run, images, rows)
    (vector,) = cache.features(judged.run, images, np.array([row])).vectors
    found, cosines = features.nearest(vector, MOST + 1)
    others = found != row
    found, cosines = found[others][:MOST], cosines[others][:MOST]
    names, labels = images.class_names, images.known_labels
    show_digits(
        images.images[found],
        [
            f"{names[labels[other]]}, no. {other + 1:,} ({cosine:.2f})"
            for other, cosine in zip(found, cosines, strict=True)
        ],
        width_px=84,
    )
    sampled = "" if len(features.rows) == len(rows) else f", a sample of {len(features.rows):,} of them"
    st.caption(
        f"{_composition(images, found)} {first_of(judged.run)} sees them so, among {count(len(rows), 'image')} it was "
        f"{among}{sampled}."
    )


def _composition(images: ImageSet, rows: Rows) -> str:
    """How the neighbours are labelled, the most frequent label first."""
    labels = Counter(images.known_labels[rows].tolist()).most_common()
    each = [f"{number} labelled {plain(images.class_names[label])}" for label, number in labels]
    return f"Of the {len(rows)} nearest, {', '.join(each)}." if each else ""
