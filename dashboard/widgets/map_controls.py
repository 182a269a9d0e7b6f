"""How images are laid out in the plane and coloured; each choice stands in the address."""

from __future__ import annotations

import streamlit as st

from cnn.data.imageset import ImageSet
from cnn.embedding.settings import EmbeddingSettings
from cnn.runs.run import Run
from dashboard.widgets.reader_picker import reader_picker

PCA, TSNE = "PCA", "t-SNE"
COUNTS = (500, 1000, 2000, 5000)
PERPLEXITIES = (5, 10, 30, 50, 100)
CLASS, OUTCOME = "class", "right or wrong"
SLIDER_PX = 190
ABOUT = (
    "**PCA**, principal components: the two straight directions in which the images differ most. At once.\n\n"
    "**t-SNE** keeps neighbours together and lets the rest be; takes a moment. Distances between clusters say little."
)


def choose_method() -> str:
    """PCA or t-SNE."""
    method: str = st.segmented_control(
        "Method", [PCA, TSNE], default=PCA, required=True, key="method", bind="query-params", help=ABOUT
    )
    return method


def choose_settings(method: str) -> EmbeddingSettings:
    """How many images, and for t-SNE how many neighbours each is to stay close to."""
    count = st.select_slider(
        "Images",
        COUNTS,
        2000,
        key="count",
        bind="query-params",
        format_func="{:,}".format,
        width=SLIDER_PX,
        help="Drawn at random, always the same ones.",
    )
    if method == PCA:
        return EmbeddingSettings(images=count)
    perplexity = st.select_slider(
        "Perplexity",
        PERPLEXITIES,
        30,
        key="perplexity",
        bind="query-params",
        width=SLIDER_PX,
        help=EmbeddingSettings.model_fields["perplexity"].description,
    )
    return EmbeddingSettings(images=count, perplexity=perplexity)


def choose_tint(images: ImageSet) -> Run | None:
    """The network whose answers colour the points; None where the class does."""
    tint = st.segmented_control(
        "Colour by", [CLASS, OUTCOME], default=CLASS, required=True, key="tint", bind="query-params"
    )
    return reader_picker(images, is_needed=True) if tint == OUTCOME else None


def choose_mode() -> str:
    """What a drag over the map makes."""
    mode: str = st.segmented_control(
        "Choose with",
        ["box", "lasso"],
        default="box",
        required=True,
        key="mode",
        bind="query-params",
        help="Point at a dot to see its image; drag over some to choose them.",
    )
    return mode
