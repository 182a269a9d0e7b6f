"""Whether errors depend on how an image looks: its ink, slant, stroke width, place and size."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import streamlit as st

from cnn.data.survey.traits import TRAITS, Trait
from cnn.judging.finding import Wanted, find
from cnn.judging.significance import LEVEL, holm
from cnn.judging.strata import Strata
from dashboard import cache
from dashboard.charts.strata import spans, strata_chart, strata_in_words
from dashboard.widgets.find_controls import ANY
from dashboard.widgets.judged import Judged, open_images
from dashboard.widgets.readings import show_readings
from dashboard.words import count

BOX_PX = 250
CHANCE_HELP = (
    "How likely mistakes would be spread at least so unevenly over the groups if the trait had nothing to do with "
    "them: of 2,000 deals of the same mistakes by chance, the share that is. Counted so that it is rare for any of the "
    "traits to fall below 0.05 by chance (Holm 1979)."
)


def show_errors(judged: Judged, trait: int) -> Strata | None:
    """The error rate by one of ``TRAITS``, and all of them in a table; None, and a sentence, without the pictures."""
    images = open_images(judged)
    if images is None:
        return None
    every = cache.strata(images, judged.evaluation)
    groups, kind = every[trait].groups, TRAITS[trait]
    words = strata_in_words(groups, kind)
    chances = holm([strata.p_value for strata in every])
    st.markdown(in_words(every[trait], kind, chances[trait]), help=CHANCE_HELP)
    if groups:
        chart = strata_chart(groups, kind, 1 - judged.evaluation.accuracy)
        st.plotly_chart(chart, config={"displayModeBar": False}, key="strata", alt=words)
    st.caption(f"{words}. The dashed line is the rate of all images, the bars are 95 % intervals.")
    with st.expander("All traits", icon=":material/table:"):
        _show_table(every, chances)
    return every[trait]


def show_mistakes(judged: Judged, strata: Strata, trait: int) -> None:
    """The mistakes of one group, or of all."""
    evaluation, groups = judged.evaluation, strata.groups
    names = dict(zip(spans(groups, TRAITS[trait]), [group.places for group in groups], strict=True))
    chosen = st.selectbox("Mistakes at", [ANY, *names], key=f"group_{trait}", width=BOX_PX)
    wrong = find(Wanted(outcome="wrong", order="surest"), len(evaluation.labels), evaluation.labels, evaluation.probs)
    if chosen != ANY:
        wrong = wrong[np.isin(wrong, names[chosen])]
    st.caption(f"{count(len(wrong), 'mistake')}, the surest first.")
    show_readings(judged, wrong, f"{trait} {chosen}")


def in_words(strata: Strata, trait: Trait, p_value: float) -> str:
    """Whether there are more errors in some groups than chance would have it; p_value: adjusted for all."""
    if not any(group.wrong for group in strata.groups):
        return "Nothing was read wrong."
    chance = f"p {'<' if p_value < 0.001 else '='} {max(p_value, 0.001):.3f}"
    if p_value < LEVEL:
        return f"Errors **depend on {trait.title.lower()}** more than chance would have it ({chance})."
    return f"The differences between these groups **could well be chance** ({chance})."


def _show_table(every: tuple[Strata, ...], chances: tuple[float, ...]) -> None:
    """Each trait with its worst and best group, those that matter most first."""
    order = sorted((place for place, strata in enumerate(every) if strata.groups), key=lambda k: every[k].p_value)
    columns: dict[str, list[object]] = {"trait": [TRAITS[place].title for place in order]}
    for title, pick in (("most", max), ("least", min)):
        found = [_extreme(every[place], TRAITS[place], pick) for place in order]
        columns[f"{title} wrong"] = [100 * rate for rate, _ in found]
        columns[f"{title} at"] = [where for _, where in found]
    columns["by chance"] = [chances[place] for place in order]
    percents = st.column_config.NumberColumn(format="%.2f %%")
    st.dataframe(
        pd.DataFrame(columns),
        hide_index=True,
        alt="The groups of each trait that are read worst and best",
        column_config={
            "most wrong": percents,
            "least wrong": percents,
            "by chance": st.column_config.NumberColumn(format="%.3f", help=CHANCE_HELP),
        },
    )


def _extreme(strata: Strata, trait: Trait, pick: Callable[..., tuple[float, str]]) -> tuple[float, str]:
    """The highest or lowest error rate, and the group it is found in."""
    rates = [group.rate for group in strata.groups]
    return pick(zip(rates, spans(strata.groups, trait), strict=True))
