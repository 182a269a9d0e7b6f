"""What corrections are worth: measured by training with and without them, and told with its uncertainty."""

from __future__ import annotations

import streamlit as st

from cnn.data.corrections import without_corrections
from cnn.data.corrections_file import file_of
from cnn.data.imageset import Dataset
from cnn.data.split import divide
from cnn.labels.folding import enough_passes
from cnn.labels.pairs import RunPair, find_pairs, queue_pairs
from cnn.labels.worth import Worth, worth
from cnn.model.shapes import check_classes
from cnn.presets import PRESETS, find_preset
from cnn.runs.record import ACTIVE
from cnn.words import points
from dashboard import cache, state
from dashboard.plan import see_to_queue, volume_of
from dashboard.widgets.fault import plain
from dashboard.widgets.frame import link
from dashboard.words import count, percent

FIRST_PRESET, SEEDS, MOST_SEEDS = "sprint", 3, 5
REFRESH_S = 2.0


def corrections_worth(dataset: Dataset) -> None:
    """What was decided, what that is worth as far as it was measured, and the button that measures it.

    Raises SpecError where the network to compare with does not fit.
    """
    _say_kept(dataset)
    if dataset.ignores_corrections:
        st.caption("Apply the corrections to see, or to measure, what they are worth.")
        return
    if not dataset.train.corrections:
        st.caption(
            "Once a label is relabelled or left out, trainings with and without the corrections can be compared here."
        )
        return
    is_active = _show(dataset)
    if is_active:

        @st.fragment(run_every=REFRESH_S)
        def wait() -> None:
            if not _is_active(find_pairs(cache.runs("train", dataset.train.own_fingerprint), dataset)):
                st.rerun()

        wait()
    else:
        _form(dataset)


def _say_kept(dataset: Dataset) -> None:
    kept = dataset.corrections
    if kept is not None and kept.entries:
        verdicts = [f"{kept.counted(verdict):,} {verdict}" for verdict in ("relabelled", "left out", "kept")]
        st.caption(f"So far {', '.join(verdicts)}. Saved in {plain(str(file_of(dataset)))}.")


def _show(dataset: Dataset) -> bool:
    """Tell what is known; gives whether trainings are still under way."""
    pairs = find_pairs(cache.runs("train", dataset.train.own_fingerprint), dataset)
    done = [pair for pair in pairs if all(run.status == "finished" and run.predictions.is_file() for run in pair)]
    if is_active := _is_active(pairs):
        runs = [run for pair in pairs for run in pair]
        finished = sum(run.status not in ACTIVE for run in runs)
        st.progress(finished / len(runs), text=f"{finished} of {count(len(runs), 'training')} done")
        link("See them under Runs", "train/runs.py")
    if done:
        evaluations = [(cache.evaluation(without), cache.evaluation(with_)) for without, with_ in done]
        labels = without_corrections(dataset).train.known_labels, dataset.train.known_labels
        for each in worth(evaluations, *labels):
            st.markdown(in_words(each))
        st.caption(_made_by(done))
    elif not is_active:
        st.caption("Not measured yet for the corrections as they are now.")
    return is_active


def in_words(each: Worth) -> str:
    """The difference in a sentence or two, with its interval and what follows from it."""
    labels = "corrected labels" if each.by == "corrected" else "labels as the source gives them"
    without, with_ = each.accuracies
    low, high = each.interval
    first = (
        f"By the **{labels}**: {percent(without)} without and {percent(with_)} with the corrections, a difference of "
        f"**{points(each.difference)} points** (95 % interval {points(low)} to {points(high)})."
    )
    if not each.is_told_apart:
        return f"{first} That is within chance: no difference can be told."
    return f"{first} That is more than chance."


def _form(dataset: Dataset) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = list(PRESETS)
        chosen = st.selectbox(
            "Network to compare with",
            names,
            index=names.index(FIRST_PRESET),
            format_func=lambda name: PRESETS[name].title,
            key="worth_preset",
            width=220,
        )
        seeds = st.number_input(
            "Seeds",
            1,
            MOST_SEEDS,
            SEEDS,
            key="worth_seeds",
            width=120,
            help="Each seed trains twice, with and without the corrections, on the same rows, and is judged on the "
            "same others. With one seed the interval knows nothing of how much another training would differ.",
        )
        if st.button(f"Train {2 * seeds} times and compare", icon=":material/balance:"):
            preset = find_preset(chosen)
            rows = len(divide(dataset.train, preset.config.validation_share, preset.config.seed)[0])
            architecture = preset.architecture(volume_of(dataset), len(dataset.train.class_names))
            check_classes(architecture, len(dataset.train.class_names))
            queue_pairs(
                cache.store(),
                dataset,
                architecture,
                enough_passes(preset.config, rows),
                int(seeds),
                classes=state.source().classes,
                preset=chosen,
            )
            see_to_queue()
            st.rerun()


def _is_active(pairs: list[RunPair]) -> bool:
    return any(run.status in ACTIVE for pair in pairs for run in pair)


def _made_by(done: list[RunPair]) -> str:
    rows = round(done[0][0].record.data.rows * done[0][0].record.config.validation_share)
    alone = (
        " One training each: another seed may well give another difference."
        if len(done) == 1
        else " The interval is Student's t over the seeds."
    )
    name = done[0][1].record.architecture.name
    return f"{count(len(done), 'pair')} of trainings of {name}, each judged on about {rows:,} rows kept aside.{alone}"
