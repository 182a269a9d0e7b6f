"""The loss of a batch of real images: what each costs, and which cost most."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn.data.imageset import ImageSet
from cnn.inside.loss import BatchLoss, batch_loss
from cnn.runs.run import Run
from dashboard import cache
from dashboard.charts.loss import batch_figure
from dashboard.shelf import Shelf
from dashboard.widgets.digits import show_digits
from dashboard.words import count, percent

STILL = {"displayModeBar": False}
IMAGES, SHOWN, MOST_BATCHES = 64, 8, 9999
CHART_PX, BOX_PX = 480, 160
_batches: Shelf[BatchLoss] = Shelf(32)


def show_batch(run: Run, images: ImageSet, smoothing: float) -> None:
    """A batch drawn by its number; raises DataError where the images do not fit the network."""
    number = st.number_input(
        "Batch",
        min_value=1,
        max_value=MOST_BATCHES,
        key="batch",
        bind="query-params",
        width=BOX_PX,
        help=f"Each number draws {IMAGES} other images, the same every time.",
    )
    rows = np.random.default_rng(number).choice(len(images), min(IMAGES, len(images)), replace=False)
    batch = images.take(rows)
    key = (cache.weights_stamp(run), images.fingerprint, number)
    loss = _batches.get(key, lambda: batch_loss(cache.predictor(run), batch)).smoothed(smoothing)
    with st.container(horizontal=True, gap="medium"):
        with st.container(width=CHART_PX):
            st.plotly_chart(batch_figure(loss.losses), config=STILL, alt=in_words(loss), key="batch_losses")
        with st.container():
            st.markdown(in_words(loss))
            costliest = loss.costliest[:SHOWN]
            captions = [_caption(loss, int(place), batch.class_names) for place in costliest]
            show_digits(batch.images[costliest], captions, width_px=84)


def in_words(loss: BatchLoss) -> str:
    """The mean, how unevenly it is made up, and the accuracy."""
    half = int(np.searchsorted(np.cumsum(loss.losses[loss.costliest]), loss.losses.sum() / 2)) + 1
    right = int((loss.predicted == loss.labels).sum())
    total = len(loss.losses)
    return (
        f"The mean of {count(total, 'loss', 'losses')} is {loss.mean:.4f}; {half:,} of them "
        f"{'makes' if half == 1 else 'make'} up half of it. {right:,} of {total:,} are read right "
        f"({percent(right / total, 1)})."
    )


def _caption(loss: BatchLoss, place: int, class_names: tuple[str, ...]) -> str:
    """What an image is, what it was read as where that is wrong, and what it costs."""
    true, read = loss.labels[place], loss.predicted[place]
    mistake = f", read as {class_names[read]}" if true != read else ""
    return f"{class_names[true]}{mistake}: {loss.losses[place]:.2f}"
