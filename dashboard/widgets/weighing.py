"""How good each of several runs is on the same images, and whether the differences are more than chance."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from cnn.judging.evaluation import Evaluation
from cnn.judging.significance import Difference, compare, holm, how_often, verdict
from cnn.model.shapes import parameter_count
from dashboard.widgets.compared_runs import Compared, name_of
from dashboard.widgets.run_table import TIME, in_time
from dashboard.words import count, interval

TEST_HELP = (
    "McNemar's exact test: of the images that only one of two networks reads right, equals would share like fair coins "
    "fall. Where several are held against the first, each must be rarer to count (Holm 1979)."
)


def show_weighing(compared: Compared, evaluations: Sequence[Evaluation]) -> None:
    """A sentence for each run held against the first of the pair, and their figures in a table."""
    reference = compared.pair[0]
    others = [place for place in range(len(evaluations)) if place != reference]
    differences = [compare(evaluations[reference], evaluations[place]) for place in others]
    chances = dict(zip(others, holm([difference.p_value for difference in differences]), strict=True))
    images = count(len(evaluations[reference].rows), "image")
    st.markdown(f"On the {images} that all of them were judged on:", help=TEST_HELP)
    for place, difference in zip(others, differences, strict=True):
        st.markdown(f"- {_sentence(compared, reference, place, difference, chances[place])}")
    _table(compared, evaluations, chances)


def _sentence(compared: Compared, reference: int, other: int, difference: Difference, chance: float) -> str:
    """Who reads how many images more right than whom, and what to make of it."""
    gains, losses = len(difference.only_second), len(difference.only_first)
    better, worse = (other, reference) if gains >= losses else (reference, other)
    names = name_of(compared, better), name_of(compared, worse)
    if not gains + losses:
        return f"{names[0]} and {names[1]} read the very same images right."
    more, fewer = max(gains, losses), min(gains, losses)
    if more == fewer:
        each = "one that the other does not" if more == 1 else f"{more:,} that the other does not"
        return f"{names[0]} and {names[1]} read equally many right, each {each}."
    alone = f"{more:,} that only it reads right, {fewer:,} that only the other does"
    gap = count(more - fewer, "image")
    return f"{names[0]} reads {gap} more right than {names[1]} ({alone}): {verdict(chance)}."


def _table(compared: Compared, evaluations: Sequence[Evaluation], chances: dict[int, float]) -> None:
    lines = [
        {
            "run": compared.names[place],
            "accuracy": 100 * evaluation.accuracy,
            "interval": interval(*evaluation.interval),
            "wrong": len(evaluation.labels) - evaluation.hits,
            "chance": how_often(chances[place]) if place in chances else "",
            "parameters": parameter_count(run.record.architecture) * run.record.config.members,
            "time": in_time([run.state.time_s])[0],
        }
        for place, (run, evaluation) in enumerate(zip(compared.runs, evaluations, strict=True))
    ]
    number = st.column_config.NumberColumn
    st.dataframe(
        pd.DataFrame(lines),
        hide_index=True,
        placeholder="",
        alt="Accuracy, interval, mistakes, parameters and time of each run",
        column_config={
            "run": st.column_config.TextColumn(width=136),
            "accuracy": number(format="%.2f %%", width=80, help="On the images that all were judged on."),
            "interval": st.column_config.TextColumn("95 % interval", width=104),
            "wrong": number(format="localized", width=56),
            "chance": st.column_config.TextColumn("if equal to the first", width=150, help=TEST_HELP),
            "parameters": number(format="localized", width=84, help="Of all its networks together."),
            "time": TIME,
        },
    )
