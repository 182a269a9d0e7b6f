"""One of the filters that a trained network looks at the picture with."""

from __future__ import annotations

import streamlit as st

from cnn.inside.learned_filters import LearnedFilters, first_filters
from dashboard import cache
from dashboard.charts.filters import filters_figure, page_of
from dashboard.filter_choice import Learned
from dashboard.widgets.run_picker import run_picker
from dashboard.widgets.sheet import Click, show_sheet
from dashboard.words import count

NUMBER, THUMBNAILS = "learned", "learned_filters"


def pick_learned() -> Learned:
    """Let a visitor choose a run and one of its filters, by number or click; raises CnnError where there is none."""
    run = run_picker()
    if st.query_params.get("run") != run.id:
        st.query_params["run"] = run.id
    member = cache.predictor(run).members[0]
    filters = first_filters(member.network)
    if not 1 <= (st.session_state.get(NUMBER) or 1) <= len(filters):
        st.session_state[NUMBER] = len(filters)
    number = st.number_input(
        f"Number, of {len(filters):,}",
        min_value=1,
        max_value=len(filters),
        key=NUMBER,
        bind="query-params",
        help="Which filter of the network's first layer. Click a picture of one to choose it.",
    )
    _thumbnails(filters, number - 1)
    depth = filters.weights.shape[1]
    deep = f" Each is {depth} deep; the pictures show its mean." if depth > 1 else ""
    st.caption(
        f"{count(len(filters), 'filter')} of the first layer: orange above zero, blue below. The network walks with "
        f"stride {filters.stride_px} and padding {filters.padding_px}, and sees pixels from 0 to 1.{deep}"
    )
    return Learned(filters, number - 1, member.normalisation)


def _thumbnails(filters: LearnedFilters, chosen: int) -> None:
    first = page_of(chosen, len(filters)).start

    def take(click: Click) -> None:
        st.session_state[NUMBER] = first + click.index + 1

    words = f"The filters of the first layer as small pictures; number {chosen + 1} is framed"
    show_sheet(filters_figure(filters.weights.mean(1), chosen), words, THUMBNAILS, take)
