"""What is to be explained of a picture: a class, alone or against another; the choices stand in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from cnn.data.imageset import Labels
from cnn.inside.passage import Numbers

ANSWER, LABEL, RUNNER_UP = "its answer", "its label", "runner-up"
ALONE, AGAINST = "the class alone", "against the other"


@dataclass(frozen=True)
class Asked:
    """A class, another one, and whether the first is explained against the other."""

    label: int
    other: int
    is_against: bool


def choose_score(probs: Numbers, names: Sequence[str], label: int | None) -> Asked:
    """Let a visitor choose two classes; at first the answer and the class that is most probable beside it.

    probs: float32 (K,), what the network says of the picture. label: the picture's class where it is known.
    """
    by_name = {name: place for place, name in enumerate(names)}
    given = {ANSWER: int(probs.argmax())} | ({} if label is None else {LABEL: label})
    with st.container(horizontal=True):
        why = _choose("Why", [*given, *names], "why")
        rather = _choose("and not", [RUNNER_UP, *names], "other")
    first = given[why] if why in given else by_name[why]
    order: Labels = (-probs).argsort(kind="stable")
    runner_up = next(int(place) for place in order if place != first)
    second = by_name.get(rather, runner_up)
    how = st.segmented_control(
        "Explain",
        [ALONE, AGAINST],
        default=ALONE,
        required=True,
        key="explain",
        bind="query-params",
        help="The logit of the first class, or how far it is above that of the other one: then what speaks for both "
        "classes alike cancels out.",
    )
    return Asked(first, runner_up if second == first else second, how == AGAINST)


def _choose(title: str, options: Sequence[str], key: str) -> str:
    if st.session_state.get(key, options[0]) not in options:
        del st.session_state[key]
    chosen: str = st.selectbox(title, options, key=key, bind="query-params")
    return chosen
