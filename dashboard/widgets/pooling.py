"""A pooling window that walks over a feature map: how it is chosen, what it keeps, what a moved digit changes."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn.data.imageset import Images, ImageSet
from cnn.inside.activation import activated
from cnn.inside.pooling import PoolWalk, change, moved
from cnn.inside.route import Numbers
from cnn.model.architecture import Architecture
from cnn.model.layers import AvgPool, MaxPool
from cnn.model.shapes import walk
from cnn.model.volume import Volume
from dashboard.charts import pooling as charts
from dashboard.charts.cells import number
from dashboard.widgets.output_size import show_output_size
from dashboard.widgets.pick_map import MapChoice
from dashboard.widgets.player import play
from dashboard.widgets.sheet import show_sheet
from dashboard.words import count, percent

FORMULA = "W2 = (W1 − F)/S + 1"
KINDS: dict[str, type[MaxPool] | type[AvgPool]] = {"max": MaxPool, "average": AvgPool}
MAPS = 32
"""How many maps the notebook's first convolution gives."""
SAMPLE = 60
"""Of so many images the mean change is taken."""
WORDS_PX = 380


def choose_pooling() -> MaxPool | AvgPool:
    """What a window keeps, how large it is and how far it moves."""
    kind = st.segmented_control(
        "Keep",
        list(KINDS),
        default="max",
        required=True,
        key="keep",
        bind="query-params",
        help="The largest number of each window, or the mean of all in it.",
    )
    size = st.slider(
        "Filter F",
        1,
        5,
        2,
        key="pool_size",
        bind="query-params",
        help="Width and height of the window, in numbers of the map. It has no weights.",
    )
    stride = st.slider(
        "Stride S",
        1,
        5,
        2,
        key="pool_stride",
        bind="query-params",
        help="How far the window moves at each step. Mostly as far as it is wide, so that nothing overlaps.",
    )
    return KINDS[kind](size=size, stride=stride)


def walk_over(pool: PoolWalk) -> None:
    """The window at work, step by step, with play and pause."""

    def show(step: int) -> None:
        going_in, coming_out = charts.going_in(pool, step), charts.coming_out(pool, step)
        into, out = charts.in_words(pool, step), charts.kept_in_words(pool, step)
        with st.container(horizontal=True):
            show_sheet(going_in, into, "pool_in")
            show_sheet(coming_out, out, "pool_out")
        st.markdown(out)

    play(pool.pooled, show)


def show_volume(pool: PoolWalk) -> None:
    """The formula with its numbers, and that the depth stays."""
    show_output_size(pool.route.across, pool.route.down, FORMULA)
    height, width = pool.feature_map.shape
    (step,) = walk(Architecture(name="pooling", input=Volume(width, height, MAPS), layers=(pool.layer,)))
    st.markdown(f"**Depth:** each map is pooled by itself, so D2 = D1: {MAPS} maps, {step.before} → {step.after}.")


def show_what_goes(pool: PoolWalk) -> None:
    """How much is thrown away, and what is no longer known."""
    before, after = pool.feature_map.size, pool.pooled.size
    gone = _where_it_sat(pool) if pool.takes_largest else _how_they_differ(pool)
    share = percent(1 - after / before, 0)
    st.markdown(f"**Thrown away:** {before:,} numbers go in and {after:,} come out: {share} are gone. {gone}")


def show_shift(choice: MapChoice, layer: MaxPool | AvgPool, images: ImageSet) -> None:
    """How much less than its map the pooled map changes when a digit moves."""
    shift_px = st.slider("Move the digit to the right", 0, 4, 1, key="shift", bind="query-params", width=charts.SIDE_PX)
    pools = [PoolWalk(rectified(choice, image), layer) for image in (choice.image, moved(choice.image, shift_px))]
    maps, pooled = [pool.feature_map for pool in pools], [pool.pooled for pool in pools]
    titles = {"Map, change": maps, "Pooled map, change": pooled}
    with st.container(horizontal=True, gap="medium"):
        for title, (before, after) in titles.items():
            show_sheet(charts.change_figure(before, after, title), title, title)
        with st.container(width=WORDS_PX, vertical_alignment="center"):
            st.markdown(
                f"Moved by {count(shift_px, 'pixel')}, this digit changes its map by **{percent(change(*maps), 0)}** "
                f"and the pooled map by **{percent(change(*pooled), 0)}**: the sum of all changes against the sum of "
                "all numbers."
            )
            st.markdown(_on_average(choice, layer, images, shift_px))
            st.caption("Blue: smaller than before, orange: larger.")


def rectified(choice: MapChoice, image: Images) -> Numbers:
    """The feature map of an image after ReLU, as the pooling layer of a network gets it: float64 (H, W)."""
    return activated("relu", choice.walk_over(image).feature_map)


def _on_average(choice: MapChoice, layer: MaxPool | AvgPool, images: ImageSet, shift_px: int) -> str:
    """The same over images from the whole data set."""
    rows = np.linspace(0, len(images) - 1, min(SAMPLE, len(images))).astype(np.int64)
    changes = []
    for image in images.images[rows]:
        pools = [PoolWalk(rectified(choice, each), layer) for each in (image, moved(image, shift_px))]
        changes.append([change(*(pool.feature_map for pool in pools)), change(*(pool.pooled for pool in pools))])
    whole, pooled = np.mean(changes, axis=0)
    return f"On average over {count(len(rows), 'image')} of the data: {percent(whole, 0)} and {percent(pooled, 0)}."


def _where_it_sat(pool: PoolWalk) -> str:
    """What max pooling forgets."""
    places = len(np.unique(pool.seats[pool.is_decided]))
    equal = int((~pool.is_decided).sum())
    nowhere = f"; in {count(equal, 'window')} all numbers are equal" if equal else ""
    return f"Where in its window the largest sat is forgotten: the dots ({count(places, 'place')} in all{nowhere})."


def _how_they_differ(pool: PoolWalk) -> str:
    """What average pooling forgets."""
    apart = np.abs(pool.windows - pool.pooled[..., None, None]).mean()
    return f"How the numbers of one window differ is forgotten: by {number(apart)} from their mean, on average."
