"""One step of gradient descent on a real batch: where it begins, how far it goes, and what it does."""

from __future__ import annotations

import math

import streamlit as st

from cnn.data.imageset import Dataset
from cnn.data.normalisation import Normalisation
from cnn.presets import find_preset
from cnn.runs.run import Run
from dashboard import cache
from dashboard.charts import descent as charts
from dashboard.charts.curves import loss_chart
from dashboard.descents import Beginning, Look, take_steps
from dashboard.lessons.descent import VERDICTS
from dashboard.networks import title_of
from dashboard.plan import network_for
from dashboard.widgets.digits import show_strip
from dashboard.widgets.fault import plain
from dashboard.widgets.frame import link
from dashboard.widgets.network_picker import network_picker
from dashboard.widgets.run_picker import run_picker
from dashboard.widgets.sheet import show_sheet
from dashboard.words import count

STILL = {"displayModeBar": False}
FRESH, TRAINED = "A fresh network", "A trained one"
RATES = [float(f"{step}e{power}") for power in range(-4, 1) for step in (1, 2, 5)] + [10.0]
MOST_STEPS = 20
CHART_PX = 325
SHOWN_IMAGES, IMAGE_PX = 16, 40


def choose_beginning(dataset: Dataset) -> Beginning:
    """Let a visitor choose the network the steps begin with; raises RunError and SpecError."""
    kind = st.segmented_control(
        "Begin with", (FRESH, TRAINED), default=FRESH, required=True, key="begin", bind="query-params", width="stretch"
    )
    if kind == TRAINED:
        return Beginning.of_run(run_picker(), dataset.train)
    design = network_picker()
    settings = find_preset(design.preset).config
    return Beginning(network_for(dataset, design), settings, dataset.train, Normalisation(), title_of(design))


def choose_batch(batches: int) -> int:
    """Which batch of the epoch, from 1."""
    _keep_within("batch", batches)
    number: int = st.number_input(
        f"Batch, of {batches:,}",
        1,
        batches,
        key="batch",
        bind="query-params",
        help="Each step of a training takes another batch, until all images were seen.",
    )
    return number


def choose_filter(filters: int) -> int:
    """Which filter of the first layer is looked at, from 0."""
    _keep_within("filter_number", filters)
    number: int = st.number_input(f"Filter, of {filters:,}", 1, filters, key="filter_number", bind="query-params")
    return number - 1


def choose_rate() -> float:
    """How far a step goes."""
    rate: float = st.select_slider(
        "Learning rate",
        RATES,
        0.01,
        format_func=lambda rate: f"{rate:g}",
        key="rate",
        bind="query-params",
        help="What the gradient is multiplied by. Here it is that of plain gradient descent, and usually higher than "
        "those of Adam or Muon, which bring steps to one size themselves.",
    )
    return rate


def choose_steps() -> int:
    """How often the step is repeated."""
    steps: int = st.slider("Steps", 1, MOST_STEPS, 6, key="steps", bind="query-params")
    return steps


def show_step(beginning: Beginning, look: Look, rate: float, filter_number: int) -> None:
    """The batch, the loss before and after one step at this rate and at all others, and a filter."""
    before, after = look.sizes.before, look.sizes.losses[look.sizes.rates.index(rate)]
    images = beginning.images.images[look.rows[:SHOWN_IMAGES]]
    st.caption(f"A batch of {count(len(look.rows), 'image')} of the training part; the first of them:")
    show_strip(images, f"The first {len(images)} images of the batch", IMAGE_PX)
    verdict = VERDICTS[look.sizes.verdict(rate, after)]
    st.markdown(f"Its loss is **{_loss(before)}**; one step at rate {rate:g} makes it **{_loss(after)}**. {verdict}")
    figure = charts.filter_figure(look.filters[filter_number], look.gradient[filter_number], rate)
    words = f"Filter {filter_number + 1} of the first layer before the step, its gradient, and the filter after it"
    show_sheet(figure, words, "filter_step")


def show_ways(beginning: Beginning, look: Look, rate: float, number: int, steps: int) -> None:
    """One step at every rate, and several steps at this one."""
    after = look.sizes.losses[look.sizes.rates.index(rate)]
    row = st.container(horizontal=True, gap="medium")
    with row.container(width=CHART_PX):
        st.markdown("**One step, at every rate**")
        figure = charts.rates_figure(look.sizes, look.slope, rate, after)
        st.plotly_chart(figure, config=STILL, alt=charts.rates_in_words(look.sizes, rate, after), key="rates")
    with row.container(width=CHART_PX):
        st.markdown(f"**{count(steps, 'step')} on this batch, at rate {rate:g}**")
        losses = (look.sizes.before, *take_steps(beginning, number, rate, steps))
        words = f"The loss of the batch over {count(steps, 'step')}: from {_loss(losses[0])} to {_loss(losses[-1])}"
        st.plotly_chart(charts.steps_figure(losses), config=STILL, alt=words, key="steps_taken")


def show_own_curve(beginning: Beginning, look: Look, rate: float) -> None:
    """The loss curve of a run of this network, with the loss of the batch before and after the step."""
    run = beginning.run or _run_of(beginning)
    history = cache.history(run) if run else None
    if run is None or history is None or not history.courses:
        st.caption("Once this network is trained, its loss curve stands here, with this batch marked on it.")
        link("Train", "train/train.py")
        return
    before, after = look.sizes.before, look.sizes.losses[look.sizes.rates.index(rate)]
    st.markdown(f"**Where this lies on the loss curve of {plain(run.name)}**")
    figure = charts.mark_losses(loss_chart(history), before, after)
    words = f"The loss curve of {run.name}, with the batch before ({_loss(before)}) and after the step ({_loss(after)})"
    st.plotly_chart(figure, config=STILL, alt=words, key="own_curve")
    link("All runs and their curves", "train/runs.py")


def _run_of(beginning: Beginning) -> Run | None:
    """The newest training of such a network."""
    wanted = beginning.architecture
    for run in cache.runs("train"):
        architecture = run.record.architecture
        if (architecture.input, architecture.layers) == (wanted.input, wanted.layers):
            return run
    return None


def _keep_within(key: str, most: int) -> None:
    """A number kept from another network may be beyond this one."""
    if (st.session_state.get(key) or 1) > most:
        st.session_state[key] = most


def _loss(loss: float) -> str:
    return f"{loss:.3f}" if math.isfinite(loss) else "no number any more"
