"""The map of a data set's images: laid out, coloured, and some of them chosen."""

from __future__ import annotations

import streamlit as st

from cnn.data.imageset import Dataset, ImageSet
from cnn.embedding.points import Points, load_points
from cnn.embedding.settings import EmbeddingSettings
from cnn.runs import queue
from cnn.runs.record import ACTIVE
from cnn.runs.run import Run, status_of
from dashboard import cache
from dashboard.maps import map_of, start_map
from dashboard.widgets.chosen_images import show_chosen, zoomed
from dashboard.widgets.fault import faults_in_place
from dashboard.widgets.map_controls import PCA, choose_method, choose_mode, choose_settings, choose_tint
from dashboard.widgets.map_view import map_news, result_in_words
from dashboard.widgets.plane import Tinting, show_plane
from dashboard.widgets.reader_picker import knows
from dashboard.widgets.tinting import by_class, by_outcome
from dashboard.words import percent
from dashboard.workers import ensure_worker, needs_worker

REFRESH_S = 1.0


def image_map(dataset: Dataset) -> None:
    """Its controls in one line, so that the map has all the width there is, and below it what is chosen on it."""
    images = dataset.train
    with st.container(horizontal=True, gap="medium"):
        method = choose_method()
        settings = choose_settings(method)
        reader = choose_tint(images)
        mode = choose_mode()
    if method == PCA:
        points, principal = cache.principal(images, settings.images)
        held = percent(float(principal.shares.sum()), 1)
        _show(images, points, reader, mode, f"These two directions hold {held} of the variance of the images.")
        return
    run = map_of(dataset, settings)
    if run is not None and needs_worker(run, run.state):
        ensure_worker(cache.store())
    if run is None:
        st.info(
            "The map of these images will be here. It is computed in the background, and you can watch it.",
            icon=":material/scatter_plot:",
        )
        _compute_button(dataset, settings, "Compute the map")
    elif run.status in ACTIVE:
        _show_moving(run, images, mode)
    else:
        history = cache.history(run)
        map_news(run, run.state, run.status, history)
        if run.points.is_file():
            _show(images, load_points(run.points), reader, mode, result_in_words(history))
        if run.status != "finished":
            _compute_button(dataset, settings, "Compute it again")


def _show(images: ImageSet, points: Points, reader: Run | None, mode: str, words: str) -> None:
    """The map with some words on it, and below it what is chosen."""
    tinting = _tinting(images, points, reader)
    view = zoomed(images, points)
    chosen = show_plane(points, tinting, images.images, images.fingerprint, mode=mode, view=view)
    if reader is not None and knows(reader, images):
        words = f"{words} The network was trained on most of these images."
    st.caption(words)
    show_chosen(images, points, tinting, chosen)


def _tinting(images: ImageSet, points: Points, reader: Run | None) -> Tinting:
    if reader is None:
        return by_class(images, points.rows)
    return by_outcome(images, points.rows, cache.probs(reader, images, points.rows))


def _show_moving(run: Run, images: ImageSet, mode: str) -> None:
    """The points on their way, renewed once a second; in the end the page runs again."""

    @st.fragment(run_every=REFRESH_S)
    def moving() -> None:
        with faults_in_place():
            state = run.state
            status = status_of(state)
            if status not in ACTIVE:
                st.rerun()
            if needs_worker(run, state):
                ensure_worker(cache.store())
            map_news(run, state, status, cache.history(run))
            if st.button("Stop", icon=":material/stop:", disabled=run.wants_stop):
                queue.stop(cache.store(), run)
                st.rerun()
            if run.points.is_file():
                points = load_points(run.points)
                show_plane(points, by_class(images, points.rows), images.images, images.fingerprint, mode=mode)

    moving()


def _compute_button(dataset: Dataset, settings: EmbeddingSettings, label: str) -> None:
    if st.button(label, type="primary", icon=":material/play_arrow:"):
        start_map(dataset, settings)
