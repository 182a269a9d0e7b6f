"""The first images of an epoch, as they are and as the network is shown them."""

from __future__ import annotations

import streamlit as st

from cnn.data.imageset import ImageSet
from cnn.model.architecture import Architecture
from cnn.training.config import TrainingConfig
from dashboard.widgets.digits import show_digits

MOST = 7
PICTURE_PX = 84
HELP = (
    "Epoch by epoch all images are dealt out anew and changed anew, as the seed leads to. What is here is what the "
    "first network of such a training is shown on this processor; a GPU draws other changes."
)


def choose_epoch(config: TrainingConfig) -> int:
    """Which epoch is looked at, from 1."""
    if config.epochs == 1:
        return 1
    if (st.session_state.get("epoch") or 1) > config.epochs:
        st.session_state["epoch"] = config.epochs
    epoch: int = st.slider("Epoch", 1, config.epochs, key="epoch", bind="query-params", help=HELP)
    return epoch


def show_first_images(images: ImageSet, architecture: Architecture, config: TrainingConfig, epoch: int) -> None:
    """Both rows; raises what a training would raise."""
    with st.spinner("Changing a few images", show_time=True):
        from cnn.training.glimpse import first_of_epoch  # loads PyTorch

        glimpse = first_of_epoch(architecture, config, images, epoch, MOST)
    names, labels = images.class_names, images.known_labels
    captions = [f"{names[labels[row]]}, no. {row + 1:,}" for row in glimpse.rows]
    st.markdown(f"**The first images of epoch {epoch}**", help=HELP)
    show_digits(glimpse.before, captions, PICTURE_PX)
    if (glimpse.before == glimpse.after).all():
        st.caption("Augmentation is off: the network is shown them as they are.")
        return
    st.markdown("**as the network is shown them**")
    show_digits(glimpse.after, captions, PICTURE_PX)
