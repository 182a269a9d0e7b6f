"""What every layer makes of a picture, for who wants to see the maps that an explanation weighs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from cnn.data.imageset import Images
from cnn.inside.passage import Passage
from cnn.model.layers import describe
from dashboard.widgets.digits import shown
from dashboard.widgets.pick_layer import LAYER, MAP, asked, show_flow, show_maps


def show_feature_maps(passage: Passage, image: Images, names: Sequence[str]) -> None:
    """A toggle; behind it the picture on its way through all layers, and all maps of the layer that was clicked."""
    if not st.toggle("Feature maps of every layer", key="maps", bind="query-params"):
        return
    place = asked(LAYER, len(passage.steps), max(1, passage.bridge)) - 1
    step, numbers = passage.steps[place], passage.outputs[place]
    strongest = int(np.abs(numbers.reshape(len(numbers), -1)).mean(1).argmax()) + 1
    show_flow(passage, shown(image, image.shape[2]), place, names)
    st.markdown(f"**Layer {step.number}: {describe(step.layer)}**, {step.before} → {step.after}")
    show_maps(numbers, asked(MAP, len(numbers), strongest) - 1)
