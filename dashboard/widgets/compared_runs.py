"""Which runs are held against each other, and on which images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from cnn.judging.evaluation import Evaluation
from cnn.judging.shared_images import on_shared_images
from cnn.runs.comparison import check_comparable, check_same_source
from cnn.runs.run import Run
from cnn.runs.summary import Summary
from dashboard import cache, state
from dashboard.widgets.fault import plain
from dashboard.widgets.frame import link
from dashboard.widgets.judged import VALIDATION, Judged, choose_part, judged_on
from dashboard.widgets.run_picker import names_of

PICKED = "picked_compared_runs"
FIRST, SECOND = "first_of_pair", "second_of_pair"
MOST, MOST_OFFERED = 6, 300


@dataclass(frozen=True, eq=False)
class Compared:
    """At least two trainings. names: what they are called here, each different. part: on which images, see ``judged``.

    pair: places of the two that are looked at closely.
    """

    runs: tuple[Run, ...]
    names: tuple[str, ...]
    part: str
    pair: tuple[int, int]


def choose_compared() -> Compared | None:
    """The controls; None while fewer than two are chosen. Raises RunError for what cannot be compared.

    At first these are the two newest trainings on one data set.
    """
    known = {summary.id: summary for summary in cache.listing().summaries}
    missing = [run for run in state.chosen_runs() if run not in known]
    chosen = [run for run in state.chosen_runs() if run in known][:MOST] or _two_newest(list(known.values()))
    offered = [summary.id for summary in known.values() if _is_judged(summary)][:MOST_OFFERED]
    options = [*offered, *(run for run in chosen if run not in offered)]
    names = names_of([known[run] for run in options])
    st.session_state[PICKED] = chosen
    st.multiselect(
        "Runs",
        options,
        format_func=names.__getitem__,
        key=PICKED,
        on_change=_take_runs,
        max_selections=MOST,
        placeholder="Choose two or more",
        help="Trainings, the newest first. They can be ticked in the list of runs, too.",
    )
    link("Choose from the list", "train/runs.py")
    if len(state.chosen_runs()) > MOST:
        st.caption(f"The first {MOST} of the {len(state.chosen_runs()):,} that are chosen.")
    if missing:
        st.warning(f"Not here: {plain(', '.join(missing))}. It may have been deleted.", icon=":material/link_off:")
    if len(chosen) < 2:
        return None
    state.name_runs(chosen)
    runs = tuple(cache.store().get(run) for run in chosen)
    check_comparable(runs)
    part = choose_part()
    short = names_of([known[run] for run in chosen])
    return Compared(runs, tuple(short[run] for run in chosen), part, _choose_pair([short[run] for run in chosen]))


def ask_for_two() -> None:
    """What to do where fewer than two trainings are chosen: choose them, or train another one first."""
    if sum(_is_judged(summary) for summary in cache.listing().summaries) > 1:
        st.info("Choose two or more trainings to compare them.", icon=":material/balance:")
        return
    st.info(
        "This takes two trainings: train another, and here you see what differs, in which images, and whether it is "
        "more than chance.",
        icon=":material/balance:",
    )
    link("Train another", "train/train.py")


def judged_alike(compared: Compared) -> tuple[list[Judged], tuple[Evaluation, ...]]:
    """All of them, and what they read in the images that all were judged on.

    Raises RunError or DataError where they were not judged on the same.
    """
    if compared.part == VALIDATION:
        check_same_source(compared.runs)
    judged = [judged_on(run, compared.part) for run in compared.runs]
    return judged, on_shared_images([each.evaluation for each in judged])


def in_words(compared: Compared) -> str:
    """All of them by name."""
    *others, last = (name_of(compared, place) for place in range(len(compared.names)))
    return f"{', '.join(others)} and {last}"


def name_of(compared: Compared, place: int) -> str:
    """What a run is called here, as Markdown shows it."""
    return f"**{plain(compared.names[place])}**"


def _choose_pair(names: Sequence[str]) -> tuple[int, int]:
    """The two that are looked at closely: the first two, unless there are more and others are chosen."""
    places = list(range(len(names)))
    if len(places) == 2:
        return 0, 1
    st.caption("Two of them up close:")
    if st.session_state.get(FIRST, 0) not in places:
        st.session_state[FIRST] = 0
    first = st.selectbox("First", places, format_func=names.__getitem__, key=FIRST)
    others = [place for place in places if place != first]
    if st.session_state.get(SECOND, 1) not in others:
        st.session_state[SECOND] = others[0]
    second = st.selectbox("Second", others, format_func=names.__getitem__, key=SECOND)
    return first, second


def _is_judged(summary: Summary) -> bool:
    return summary.kind == "train" and summary.accuracy is not None


def _two_newest(summaries: Sequence[Summary]) -> list[str]:
    """The two newest judged trainings on one data set; none where no data set has two."""
    newest: dict[str, Summary] = {}
    for summary in filter(_is_judged, summaries):
        newer = newest.setdefault(summary.data.fingerprint, summary)
        if newer is not summary:
            return [newer.id, summary.id]
    return []


def _take_runs() -> None:
    state.choose_runs(st.session_state[PICKED])
