"""The confusion matrices of two runs and what the second has more or fewer of."""

from __future__ import annotations

import streamlit as st

from cnn.judging.evaluation import Evaluation
from dashboard.charts.confusion import confusion_chart, in_words
from dashboard.charts.confusion_difference import difference_chart, difference_in_words
from dashboard.widgets.compared_runs import Compared, name_of
from dashboard.widgets.fault import plain

MATRIX_PX = 350
STILL = {"displayModeBar": False}


def show_confusions(compared: Compared, first: Evaluation, second: Evaluation) -> None:
    """Both matrices in counts, then their difference with its largest cells in words; all of the same images."""
    row = st.container(horizontal=True)
    for place, evaluation in zip(compared.pair, (first, second), strict=True):
        with row.container(width=MATRIX_PX):
            st.markdown(name_of(compared, place))
            figure, key = confusion_chart(evaluation, "counts"), f"confusion_of_{place}"
            st.plotly_chart(figure, config=STILL, key=key, alt=f"{compared.names[place]}: {in_words(evaluation)}")
    told = difference_in_words(first, second)
    row = st.container(horizontal=True)
    with row.container(width=MATRIX_PX):
        st.markdown(f"{name_of(compared, compared.pair[1])} minus {name_of(compared, compared.pair[0])}")
        figure = difference_chart(first, second)
        alt = "; ".join(told) or "Both make the same mistakes equally often"
        st.plotly_chart(figure, config=STILL, key="confusion_difference", alt=alt)
    with row.container(width=MATRIX_PX):
        if told:
            st.markdown(f"{name_of(compared, compared.pair[1])} has")
            st.markdown("\n".join(f"- {plain(line)}" for line in told))
            st.caption("Off the diagonal more is worse (orange), on the diagonal more is better.")
        else:
            st.markdown("Both make the same mistakes equally often.")
