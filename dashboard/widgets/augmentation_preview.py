"""What augmentation makes of real training images: each as it is, above versions the network may be shown instead."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnn.data.imageset import Images, ImageSet
from cnn.training.config import TrainingConfig, settings
from dashboard.widgets.digits import show_strip

MOST_IMAGES = 8
VERSIONS = 4
IMAGE_PX = 40


@st.fragment
def augmentation_preview(images: ImageSet, config: TrainingConfig, key: str) -> None:
    """A few of ``images``, one a class, above their versions; other versions come with a button.

    The same draw is kept while settings are moved, so that one sees what they do.
    """
    if not any(getattr(config, name) for name in settings("augmentation")):
        st.caption("Augmentation is off: the network sees every training image as it is.")
        return
    draw = f"augmentation_draw_{key}"
    originals = images.images[_one_a_class(images)]
    with st.spinner("Changing a few images", show_time=True):
        versions = _versions(originals, config, st.session_state.get(draw, 0))
    with st.container(gap="xsmall"):
        st.caption("Training images as they are")
        show_strip(originals, f"{len(originals)} training images as they are", IMAGE_PX)
        st.caption("and as the network may see them, drawn anew each time")
        show_strip(versions, f"{VERSIONS} augmented versions of each", IMAGE_PX)
    st.button("Draw again", icon=":material/shuffle:", key=f"{draw}_again", on_click=_draw_again, args=(draw,))


def _one_a_class(images: ImageSet) -> npt.NDArray[np.int64]:
    """The first row of each class, as many as are shown; without labels the first rows."""
    if images.labels is None:
        return np.arange(min(MOST_IMAGES, len(images)))
    present = np.flatnonzero(images.counts)[:MOST_IMAGES]
    return np.array([np.argmax(images.labels == label) for label in present], np.int64)


def _versions(originals: Images, config: TrainingConfig, draw: int) -> Images:
    """The versions of each original below each other, uint8 (N, C, VERSIONS · H, W)."""
    import torch

    from cnn.data.augment import Augmentation

    # Copied, as what is mapped from disk cannot be written to, and PyTorch warns of that.
    x = torch.from_numpy(np.array(originals)).float().repeat(VERSIONS, 1, 1, 1)
    changed = Augmentation.of(config).apply(x, torch.Generator().manual_seed(draw)).round().byte().numpy()
    return np.concatenate(np.split(changed, VERSIONS), axis=2)


def _draw_again(draw: str) -> None:
    st.session_state[draw] = st.session_state.get(draw, 0) + 1
