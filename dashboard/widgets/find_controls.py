"""What is looked for among images; each choice stands in the address."""

from __future__ import annotations

from typing import Any

import streamlit as st

from cnn.data.imageset import ImageSet
from cnn.judging.finding import Order, Outcome, Wanted
from cnn.runs.run import Run
from dashboard.widgets.reader_picker import knows

ANY = "any"
VALIDATION, EVERY = "validation", "all"
OUTCOMES: dict[str, Outcome] = {"all": "all", "right": "right", "wrong": "wrong"}
ORDERS: dict[str, Order] = {
    "Number": "row",
    "Least sure first": "least sure",
    "Surest first": "surest",
    "Worst first": "worst",
}
NUMBER = "no"


def choose_rows(run: Run | None, images: ImageSet) -> str:
    """Whether the stored predictions of the validation part suffice, or every image is to be predicted."""
    if run is None or not (run.predictions.is_file() and knows(run, images)):
        return EVERY
    rows: str = st.segmented_control(
        "Images",
        [VALIDATION, EVERY],
        default=VALIDATION,
        required=True,
        key="rows",
        bind="query-params",
        help="The images that this network was not trained on, or all of them, which are predicted first.",
    )
    return rows


def choose_wanted(images: ImageSet, *, is_read: bool) -> Wanted:
    """The class, and where a network has read the images what it read, how surely, and the order."""
    names = images.class_names
    label = choose_class("Class", names, "class") if images.labels is not None else None
    if not is_read:
        return Wanted(label)
    read_as = choose_class("Read as", names, "read")
    outcome: Any = "all"
    if images.labels is not None:
        outcome = st.segmented_control(
            "Outcome", list(OUTCOMES), default="all", required=True, key="outcome", bind="query-params"
        )
    low, high = st.slider(
        "Sure (%)", 0, 100, (0, 100), key="sure", bind="query-params", help="The probability of what was read."
    )
    orders = [order for order in ORDERS if images.labels is not None or ORDERS[order] != "worst"]
    order = st.selectbox(
        "Order",
        orders,
        key="order",
        bind="query-params",
        help="Worst first: those whose label the network finds least probable, the largest loss.",
    )
    return Wanted(label, read_as, OUTCOMES[outcome], (low / 100, high / 100), ORDERS[order])


def choose_number(images: ImageSet) -> int | None:
    """The row of an image to look at, asked for by its number, which counts from 1; None where none is."""
    if (st.session_state.get(NUMBER) or 1) > len(images):
        st.session_state[NUMBER] = None
    number = st.number_input(
        "Look at no.",
        min_value=1,
        max_value=len(images),
        value=None,
        key=NUMBER,
        bind="query-params",
        placeholder=f"1 to {len(images):,}",
    )
    return None if number is None else number - 1


def take_number(row: int) -> None:
    """Look at this row from now on; before the control is made, in answer to a click."""
    st.session_state[NUMBER] = row + 1


def choose_class(label: str, names: tuple[str, ...], key: str) -> int | None:
    """One of the classes, or None for any; the choice stands in the address under ``key``."""
    name = st.selectbox(label, [ANY, *names], key=key, bind="query-params")
    return None if name == ANY else names.index(name)
