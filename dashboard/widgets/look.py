"""One image up close: its numbers, what is known of it, and those most like it."""

from __future__ import annotations

from functools import partial

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnn.data.imageset import ImageSet, Rows
from cnn.data.neighbours import nearest
from cnn.data.survey.traits import TRAITS, measure
from dashboard.charts.pixels import PICTURE_PX, pixels_figure
from dashboard.charts.probabilities import probability_chart
from dashboard.charts.traits import value
from dashboard.shelf import Shelf
from dashboard.widgets.digits import show_digits
from dashboard.widgets.fault import plain
from dashboard.widgets.sheet import show_sheet
from dashboard.words import reading

STILL = {"displayModeBar": False}
FACTS_PX = 270
MOST_NEIGHBOURS = 8
NEIGHBOURS_HELP = "By the sum of all squared differences of their pixels, which a small shift already makes large."

_neighbours: Shelf[tuple[Rows, npt.NDArray[np.float64]]] = Shelf(64)


def look_at(images: ImageSet, row: int, probs: npt.NDArray[np.floating] | None, part: str = "") -> None:
    """The image at ``row``, and what a network reads in it where ``probs`` (K,) are given.

    part: what stands before the image's number where it is not of the training part: ``Test``, with a space.
    """
    names, image = images.class_names, images.images[row]
    label = "" if images.labels is None else names[images.labels[row]]
    said = reading(label, names[int(probs.argmax())], float(probs.max())) if probs is not None else label
    number = f"{part}no. {row + 1:,}"
    st.subheader(f"{number[0].upper()}{number[1:]}{f': {plain(said)}' if said else ''}", anchor=False)
    with st.container(horizontal=True, gap="large"):
        with st.container(width=PICTURE_PX):
            written = st.toggle("Write the numbers", key="numbers", bind="query-params", persist_state="session")
            show_sheet(pixels_figure(image, is_written=written), f"Image no. {row + 1}: {said}", "pixels")
        with st.container(width=FACTS_PX):
            _show_facts(image)
            if probs is not None:
                chart = probability_chart(probs.tolist(), names)
                st.plotly_chart(chart, config=STILL, key="row_probabilities", alt=f"Probabilities: {said}")
    st.markdown("**The images most like it, pixel by pixel**", help=NEIGHBOURS_HELP)
    make = partial(nearest, images.images, image, MOST_NEIGHBOURS + 1)
    rows, distances = _neighbours.get((images.fingerprint, row), make)
    others = rows != row
    rows, distances = rows[others][:MOST_NEIGHBOURS], distances[others][:MOST_NEIGHBOURS]
    show_digits(
        images.images[rows],
        [
            f"{'' if images.labels is None else f'{names[images.labels[other]]}, '}no. {other + 1:,} ({distance:.1f})"
            for other, distance in zip(rows, distances, strict=True)
        ],
        width_px=84,
    )


def _show_facts(image: npt.NDArray[np.uint8]) -> None:
    (traits,) = measure(image[None])
    facts = [f"- {trait.title}: {value(float(number), trait)}" for trait, number in zip(TRAITS, traits, strict=True)]
    st.markdown("\n".join(facts))
