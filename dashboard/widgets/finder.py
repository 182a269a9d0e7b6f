"""Finding images: what is known of them, those that fit page by page, one of them up close."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnn.data.imageset import Dataset, ImageSet, Rows
from cnn.judging.finding import Probs, Wanted, find
from cnn.runs.run import Run
from dashboard import cache
from dashboard.widgets.find_controls import EVERY, VALIDATION, choose_number, choose_rows, choose_wanted, take_number
from dashboard.widgets.look import look_at
from dashboard.widgets.paged_pictures import paged_pictures
from dashboard.widgets.part_picker import TEST, choose_part, part_of
from dashboard.widgets.reader_picker import knows, reader_picker
from dashboard.words import count, reading


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of images: their rows in rising order, and what a network says of each, (N, K), or None."""

    images: ImageSet
    rows: Rows
    probs: Probs | None

    def caption(self, place: int) -> str:
        """What the image at a place is and was read as, and its number."""
        names, row = self.images.class_names, self.rows[place]
        label = "" if self.images.labels is None else names[self.images.labels[row]]
        if self.probs is not None:
            own = self.probs[place]
            label = reading(label, names[int(own.argmax())], float(own.max()))
        return f"{label}{label and ', '}no. {row + 1:,}"


def finder(dataset: Dataset, controls: DeltaGenerator) -> None:
    """Search by what is chosen in ``controls``."""
    with controls:
        part = choose_part(dataset)
        images = part_of(dataset, part)
        run = reader_picker(images)
        which = choose_rows(run, images)
    known = _known(images, run, which)
    with controls:
        wanted = choose_wanted(images, is_read=known.probs is not None)
        row = choose_number(images)
    if run is not None and which == EVERY and knows(run, images):
        st.caption("This network was trained on most of these images: it reads them better than others.")
    _show_found(known, wanted, f"{part} {run and run.id} {which} {wanted}")
    if row is not None:
        look_at(images, row, _probs_of(known, run, row), "Test " if part == TEST else "")


def _known(images: ImageSet, run: Run | None, which: str) -> Known:
    if run is None:
        return Known(images, np.arange(len(images)), None)
    if which == VALIDATION:
        stored = cache.evaluation(run)
        order = np.argsort(stored.rows)
        return Known(images, stored.rows[order], stored.probs[order])
    return Known(images, np.arange(len(images)), cache.probs(run, images))


def _probs_of(known: Known, run: Run | None, row: int) -> Probs | None:
    """What the network says of one image, whether or not it is among those that are searched."""
    if run is None or known.probs is None:
        return None
    places = np.flatnonzero(known.rows == row)
    return known.probs[places[0]] if len(places) else cache.probs(run, known.images, np.array([row]))[0]


def _show_found(known: Known, wanted: Wanted, key: str) -> None:
    labels = None if known.images.labels is None else known.images.labels[known.rows]
    places = find(wanted, len(known.rows), labels, known.probs)
    st.subheader(f"{count(len(places), 'image')}", anchor=False)
    if not len(places):
        st.info("No image is all of this: ask for less.", icon=":material/search_off:")
        return
    paged_pictures(
        known.images.images, known.rows[places], lambda number: known.caption(places[number]), key, take_number
    )
