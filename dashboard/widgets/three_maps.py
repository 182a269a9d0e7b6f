"""Three explanations of one reading side by side: Grad-CAM, integrated gradients, occlusion."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnn.inside.passage import Passage
from cnn.model.layers import describe
from dashboard.charts.attribution import LEGEND_WIDTH_PX, SIDE_PX, Map, in_words, legend_figure, overlay_figure
from dashboard.explanations import Case
from dashboard.lessons.glossary import linked
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.pick_layer import LAYER, asked
from dashboard.widgets.sheet import show_sheet

STILL = {"displayModeBar": False}
CAM_LAYER = "cam_layer"
LOGIT = "[[logits|logit]]"
CAM_HELP = (
    "Each feature map of one layer counts by how much the class's logit rises with it, and all are added up: coarse, "
    "but it tells in which part of the picture the network found what it looks for (Selvaraju et al. 2017). It is made "
    "for networks that end in a global pooling: where maps are flattened, one weight for all of a map says less."
)
INTEGRATED_HELP = (
    "From an empty picture to this one in small steps: each pixel gets what it added on the way, and all of them "
    "together make up the class's logit (Sundararajan et al. 2017)."
)
OCCLUSION_HELP = (
    "An empty window is moved over the picture: where the class's logit falls most, there is what it cannot do "
    "without (Zeiler and Fergus 2014)."
)


def show_maps(case: Case, passage: Passage, names: Sequence[str]) -> None:
    """The three maps with what they say in words; what one of them lacks is said in its place."""
    what = named(case, names)
    st.plotly_chart(
        legend_figure("against it", "for it"),
        width=LEGEND_WIDTH_PX,
        config=STILL,
        key="legend",
        alt="Blue speaks against the class, orange for it",
    )
    row = st.container(horizontal=True, gap="small")
    cam, integrated, occluded = (row.container(width=SIDE_PX) for _ in range(3))
    with cam, faults_in_place():
        st.markdown("**Grad-CAM**", help=CAM_HELP)
        picture = st.container()
        cells = case.cam(_choose_convolution(passage))
        with picture:
            _show(case, cells.map, what, "grad_cam")
        height, width = cells.cells.shape
        st.caption(f"{width}×{height} numbers, laid over the picture.")
    with integrated, faults_in_place():
        st.markdown("**Integrated gradients**", help=INTEGRATED_HELP)
        found = case.integrated()
        _show(case, found.map, what, "integrated")
        st.caption(
            f"All pixels add up to {_signed(found.total)} of {_signed(found.difference)}, the {linked(LOGIT)} less "
            f"that of an empty picture; {found.steps} steps lose {abs(found.delta):.2f}."
        )
    with occluded, faults_in_place():
        st.markdown("**Occlusion**", help=OCCLUSION_HELP)
        covered = case.occluded()
        _show(case, covered.map, what, "occlusion")
        st.caption(f"A window of {covered.size_px}×{covered.size_px} pixels, moved by {covered.stride_px}.")


def named(case: Case, names: Sequence[str]) -> str:
    """What is explained, in words."""
    label, against = case.score.label, case.score.against
    return names[label] if against is None else f"{names[label]} rather than {names[against]}"


def _show(case: Case, amounts: Map, what: str, key: str) -> None:
    words = in_words(case.image, amounts, what)
    show_sheet(overlay_figure(case.image, amounts), words, key)
    st.markdown(plain(words))


def _choose_convolution(passage: Passage) -> int | None:
    """The layer whose maps are weighed, at first the last that can be; None where none can."""
    from cnn.attribution.grad_cam import convolutions

    places = convolutions(passage.steps)
    if not places:
        return None
    wanted = asked(LAYER, len(passage.steps), places[-1] + 1) - 1
    st.session_state[CAM_LAYER] = wanted if wanted in places else places[-1]
    place: int = st.selectbox(
        "Maps of layer",
        places,
        format_func=lambda place: f"{place + 1}. {describe(passage.steps[place].layer)}",
        key=CAM_LAYER,
        on_change=_take_layer,
        label_visibility="collapsed",
    )
    return place


def _take_layer() -> None:
    st.query_params[LAYER] = str(st.session_state[CAM_LAYER] + 1)


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")
