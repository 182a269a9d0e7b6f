"""How one class adds up for a picture."""

from __future__ import annotations

import streamlit as st

from cnn.inside.passage import Passage
from cnn.inside.readout import readout_of
from cnn.model.layers import Dropout
from cnn.runs.run import Run
from dashboard import cache
from dashboard.charts.readout import in_words, sum_figure
from dashboard.lessons.classifying import DROPOUT
from dashboard.lessons.glossary import linked
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.words import percent

STILL = {"displayModeBar": False}
ANSWER = "Its answer"
CHOICE_PX = 220


@st.fragment
def show_readout(run: Run, passage: Passage) -> None:
    """The chosen class's weighted sum, its largest terms first."""
    names = run.record.data.class_names
    chosen = st.selectbox(
        "Class that adds up",
        [ANSWER, *names],
        key="adds_up",
        bind="query-params",
        width=CHOICE_PX,
        help="Every class has its own weights for the same numbers.",
    )
    label = int(passage.logits.argmax()) if chosen == ANSWER else names.index(chosen)
    with faults_in_place():
        readout = readout_of(cache.predictor(run).members[0].network, passage, label)
        figure, words = sum_figure(readout, names[label]), in_words(readout, names[label])
        st.plotly_chart(figure, config=STILL, alt=words, key=f"readout_{label}")
        dense = passage.steps[-1]
        st.markdown(
            f"**{plain(names[label])}** reads all {len(readout.terms):,} numbers; "
            f"the layer: {dense.formula} parameters."
        )
    rates = [step.layer.rate for step in passage.steps[passage.bridge :] if isinstance(step.layer, Dropout)]
    if rates:
        st.caption(linked(DROPOUT.format(share=percent(max(rates), 0))))
