"""Softmax with its numbers, at a temperature."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pandas as pd
import streamlit as st

from cnn.inside.passage import Numbers
from cnn.reading.certainty import doubt, softened
from dashboard.charts.temperature import temperature_figure
from dashboard.widgets.fault import plain
from dashboard.words import percent

STILL = {"displayModeBar": False}
TEMPERATURES = (0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)
SLIDER_PX, TABLE_PX, CURVES_PX = 330, 400, 560
MOST_IN_FULL = 12


@st.fragment
def show_softmax(logits: Numbers, class_names: Sequence[str]) -> None:
    """The formula with its numbers, the same for every class, and the curves over the temperature."""
    temperature = st.select_slider(
        "Temperature T",
        TEMPERATURES,
        value=1.0,
        format_func="{:g}".format,
        key="temperature",
        bind="query-params",
        width=SLIDER_PX,
        help="The logits are divided by it before softmax.",
    )
    powers = [Decimal(float(logit) / temperature).exp() for logit in logits]
    probs = softened(logits, temperature)
    st.latex(_formula(logits, class_names, powers, probs, temperature))
    with st.container(horizontal=True, gap="medium"):
        with st.container(width=TABLE_PX):
            _table(logits, class_names, powers, probs)
        with st.container(width=CURVES_PX):
            figure = temperature_figure(logits, class_names, temperature)
            words = in_words(logits, class_names, temperature)
            st.plotly_chart(figure, config=STILL, alt=words, key="temperatures")
            st.markdown(in_words(logits, [plain(name) for name in class_names], temperature))


def in_words(logits: Numbers, class_names: Sequence[str], temperature: float) -> str:
    """What the temperature does to the answer and to its certainty."""
    probs, best = softened(logits, temperature), int(logits.argmax())
    usual = f" ({percent(float(softened(logits)[best]), 1)} at T = 1)" if temperature != 1 else ""
    return (
        f"At T = {temperature:g} the answer is {class_names[best]} with {percent(float(probs[best]), 1)}{usual}. The "
        f"doubt (entropy) is {doubt(probs):.2f} bits of at most {np.log2(len(logits)):.2f}."
    )


def in_figures(power: Decimal) -> str:
    """A number of any size with four figures: ``99.48``, or ``7.226·10^{86}`` in LaTeX."""
    if Decimal("0.001") <= power < 1_000_000:
        return f"{float(power):,.4g}" if power < 1000 else f"{float(power):,.0f}"
    mantissa, exponent = f"{power:.3E}".split("E")
    return f"{mantissa} \\cdot 10^{{{int(exponent)}}}"


def _formula(
    logits: Numbers, class_names: Sequence[str], powers: Sequence[Decimal], probs: Numbers, temperature: float
) -> str:
    """Softmax of the answer in LaTeX, with the numbers put in."""
    best = int(logits.argmax())
    name = "".join(letter if letter.isalnum() else " " for letter in class_names[best])
    exponent, other = f"{logits[best]:.2f}", "z_j"
    if temperature != 1:
        exponent, other = f"{exponent}/{temperature:g}", f"{other}/{temperature:g}"
    return (
        f"p(\\text{{{name}}}) = \\frac{{e^{{{exponent}}}}}{{\\sum_j e^{{{other}}}}} = "
        f"\\frac{{{in_figures(powers[best])}}}{{{in_figures(sum(powers, Decimal()))}}} = {probs[best]:.4f}"
    )


def _table(logits: Numbers, class_names: Sequence[str], powers: Sequence[Decimal], probs: Numbers) -> None:
    """Logit, power and probability of each class."""
    table = pd.DataFrame(
        {
            "Class": class_names,
            "Logit z": logits.astype(np.float64),
            "e to the z/T": [f"{power:.4g}" for power in powers],
            "Probability (%)": 100 * probs.astype(np.float64),
        }
    )
    st.table(
        table,
        hide_index=True,
        border="horizontal",
        height="content" if len(table) <= MOST_IN_FULL else 400,
        alt="Logits and probabilities of all classes",
    )
