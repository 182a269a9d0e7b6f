"""The images chosen on a map: how many of each class, their pictures, one of them up close."""

from __future__ import annotations

from collections import Counter

import numpy as np
import streamlit as st

from cnn.data.imageset import ImageSet
from cnn.embedding.points import Points
from cnn.embedding.sample import Rows
from dashboard.widgets.fault import plain
from dashboard.widgets.look import look_at
from dashboard.widgets.picture_grid import picture_grid
from dashboard.widgets.plane import Tinting
from dashboard.words import count

ZOOM = "map_zoom"
MOST_SHOWN = 24
MOST_NAMED = 6
ROOM = 0.08

View = tuple[float, float, float, float]


def zoomed(images: ImageSet, points: Points) -> View | None:
    """The part of the map that holds the images zoomed to, wherever they lie just now; None for all of it."""
    fingerprint, rows = st.session_state.get(ZOOM, ("", ()))
    places = points.places[np.isin(points.rows, rows)]
    if fingerprint != images.fingerprint or not len(places):
        return None
    (left, bottom), (right, top) = places.min(0).tolist(), places.max(0).tolist()
    room = ROOM * max(right - left, top - bottom)
    return left - room, bottom - room, right + room, top + room


def show_chosen(images: ImageSet, points: Points, tinting: Tinting, rows: Rows) -> None:
    """The images at ``rows``, a sentence where there are none."""
    is_zoomed = ZOOM in st.session_state
    with st.container(horizontal=True):
        st.button(
            "Zoom to these",
            icon=":material/zoom_in:",
            disabled=not len(rows),
            on_click=_zoom,
            args=(images.fingerprint, rows.tolist()),
        )
        st.button("Whole map", icon=":material/zoom_out_map:", disabled=not is_zoomed, on_click=_show_all)
    if not len(rows):
        return
    st.subheader(f"{count(len(rows), 'image')} chosen", anchor=False)
    if images.labels is not None:
        st.markdown(_composition(images, rows))
    shown = rows[:MOST_SHOWN]
    place_of = {int(row): place for place, row in enumerate(points.rows)}
    captions = [tinting.captions[place_of[int(row)]] for row in shown]
    key = f"chosen_{hash(shown.tobytes())}"
    place = picture_grid(images.images[shown], captions, "The chosen images", key)
    if len(rows) > MOST_SHOWN:
        st.caption(f"The first {MOST_SHOWN} of {len(rows):,}.")
    if place is not None:
        look_at(images, int(shown[place]), None)


def _composition(images: ImageSet, rows: Rows) -> str:
    """How many of each class, the most frequent first."""
    classes = Counter(images.known_labels[rows].tolist()).most_common()
    named = [f"{number:,} of class {plain(images.class_names[label])}" for label, number in classes[:MOST_NAMED]]
    rest = sum(number for _, number in classes[MOST_NAMED:])
    return ", ".join([*named, *([f"{rest:,} of others"] if rest else [])])


def _zoom(fingerprint: str, rows: list[int]) -> None:
    st.session_state[ZOOM] = (fingerprint, rows)


def _show_all() -> None:
    st.session_state.pop(ZOOM, None)
