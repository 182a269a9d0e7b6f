"""Whether a network's probabilities mean what they say, and where they are furthest from it."""

from __future__ import annotations

import streamlit as st

from cnn.errors import DataError
from cnn.judging.calibration import Scaling, expected_calibration_error, reliability
from cnn.judging.evaluation import Evaluation
from cnn.judging.finding import Order, Outcome, Wanted, find
from dashboard import cache
from dashboard.charts.reliability import reliability_chart, reliability_in_words
from dashboard.widgets.fault import plain
from dashboard.widgets.judged import Judged
from dashboard.widgets.readings import show_readings
from dashboard.words import count, percent

CHART_PX, WORDS_PX = 404, 280
SURE = 0.9
ERROR_HELP = (
    "Expected calibration error: how far confidence and accuracy are apart, on average over 15 bins of confidence, "
    "each counting by its images (Naeini et al. 2015; Guo et al. 2017). At 0 every probability is what it says."
)
KINDS: dict[str, tuple[Outcome, Order]] = {
    "Surest mistakes": ("wrong", "surest"),
    "Least sure hits": ("right", "least sure"),
}


def show_reliability(judged: Judged) -> None:
    """Figures, the reliability diagram, and what a temperature would mend."""
    evaluation = judged.evaluation
    error = expected_calibration_error(evaluation)
    cards = st.container(horizontal=True)
    cards.metric("Calibration error", percent(error), border=True, help=ERROR_HELP)
    cards.metric("Mean confidence", percent(float(evaluation.confidence.mean())), border=True)
    cards.metric("Accuracy", percent(evaluation.accuracy), border=True)
    row = st.container(horizontal=True, gap="medium")
    with row.container(width=CHART_PX):
        bins = reliability(evaluation)
        st.plotly_chart(
            reliability_chart(bins),
            config={"displayModeBar": False},
            key="reliability",
            alt=reliability_in_words(bins),
        )
    with row.container(width=WORDS_PX):
        st.markdown(tendency(evaluation))
        st.markdown("**A temperature for it**", help="Temperature scaling: all logits are divided by one number T.")
        try:
            st.markdown(scaling_in_words(cache.scaling(evaluation)))
        except DataError as fault:
            st.info(plain(str(fault)))


def show_surest(judged: Judged) -> None:
    """The mistakes it was surest of, or the hits it was least sure of, all of them."""
    evaluation = judged.evaluation
    kind = st.segmented_control(
        "Look at", list(KINDS), default="Surest mistakes", required=True, key="sureness", bind="query-params"
    )
    outcome, order = KINDS[kind]
    places = find(Wanted(outcome=outcome, order=order), len(evaluation.labels), evaluation.labels, evaluation.probs)
    if kind == "Surest mistakes":
        sure = int((evaluation.confidence[places] >= SURE).sum())
        st.caption(
            f"{count(len(places), 'mistake')}, {sure:,} of them at least {percent(SURE, 0)} sure. Such a mistake is "
            "often a wrong label, or an image like many of the other class."
        )
    else:
        unsure = int((evaluation.confidence[places] < SURE).sum())
        st.caption(f"{count(len(places), 'hit')}, {unsure:,} of them less than {percent(SURE, 0)} sure.")
    show_readings(judged, places, kind)


def tendency(evaluation: Evaluation) -> str:
    """Whether it is too sure or too modest on the whole, or neither."""
    mean = float(evaluation.confidence.mean())
    low, high = evaluation.interval
    start = f"It is {percent(mean)} sure on average and {percent(evaluation.accuracy)} right: "
    if low <= mean <= high:
        return f"{start}on the whole its probabilities mean what they say."
    return f"{start}**too sure** on the whole." if mean > high else f"{start}**too modest** on the whole."


def scaling_in_words(scaling: Scaling) -> str:
    """What was fitted on which half, and what it does for the other one."""
    half = "flatter" if scaling.temperature > 1 else "sharper"
    told = (
        f"On half of the images, {scaling.fitted_on:,}, the least loss is at **T = {scaling.temperature:.2f}**: "
        f"probabilities {half} than they are. On the other {scaling.judged_on:,}, which had no say in it, the "
        f"calibration error goes from {percent(scaling.error_before)} to {percent(scaling.error_after)} and the loss "
        f"from {scaling.loss_before:.4f} to {scaling.loss_after:.4f}."
    )
    verdict = (
        "So a temperature would make it more truthful; what it reads stays the same."
        if scaling.helps
        else "So no temperature is needed: it does not help on images it was not fitted on."
    )
    return f"{told} {verdict}"
