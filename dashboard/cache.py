"""What is kept in the server's memory between clicks: always bounded, always possible to read again from disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from cnn.data.corrections import without_corrections
from cnn.data.imageset import Dataset, Images, ImageSet, Rows
from cnn.data.source import Progress, keep_upload, open_source
from cnn.data.survey.survey import Survey, survey_of
from cnn.data.survey.traits import measure_rows
from cnn.embedding.points import Points
from cnn.embedding.principal import Principal, principal_components
from cnn.embedding.sample import sample_rows, vectors
from cnn.judging.calibration import Scaling, scale
from cnn.judging.evaluation import Evaluation
from cnn.judging.strata import Strata, stratify
from cnn.labels.confident import Doubts, find_doubts
from cnn.places import runs_folder
from cnn.runs.allowance import check_room
from cnn.runs.index import Listing, index_of
from cnn.runs.predictions import load_predictions
from cnn.runs.record import Kind
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.runs.together import check_together
from dashboard.history import History
from dashboard.shelf import Shelf
from dashboard.state import SourceChoice

if TYPE_CHECKING:
    from cnn.inside.passage import Passage
    from cnn.judging.judgement import Judgement
    from cnn.reading.familiarity import Witness
    from cnn.reading.features import Features
    from cnn.reading.predict import Predictor, Probs

_evaluations: Shelf[Evaluation] = Shelf(16)
_predictors: Shelf[Predictor] = Shelf(30, lambda predictor: len(predictor.members))
_histories: Shelf[History] = Shelf(16)
_exports: Shelf[bytes] = Shelf(200_000_000, len)
_doubts: Shelf[Doubts] = Shelf(8)
_witnesses: Shelf[Witness | None] = Shelf(16)
_passages: Shelf[Passage] = Shelf(200_000_000, lambda passage: passage.size_bytes)

_surveys: Shelf[Survey] = Shelf(4)
_principals: Shelf[tuple[Points, Principal]] = Shelf(16)
_probs: Shelf[Probs] = Shelf(100_000_000, lambda probs: probs.nbytes)
_judgements: Shelf[Judgement] = Shelf(100_000_000, lambda judged: judged.evaluation.probs.nbytes)
_scalings: Shelf[Scaling] = Shelf(16)
_strata: Shelf[tuple[Strata, ...]] = Shelf(8)
_features: Shelf[Features] = Shelf(320_000_000, lambda features: features.size_bytes)


def store() -> RunStore:
    """The runs folder the dashboard works on."""
    return RunStore(runs_folder())


def listing() -> Listing:
    """What all runs say of themselves as they are now; where many are to be read it shows how far it is."""
    index = index_of(store())
    with _reading_bar() as tell:
        return index.read(lambda share: tell(share, "Reading the runs"))


def runs(kind: Kind, fingerprint: str = "") -> Iterator[Run]:
    """The runs of a kind, the newest first; of those on the data with this fingerprint where it is given."""
    for summary in listing().summaries:
        if summary.kind == kind and fingerprint in ("", summary.data.fingerprint):
            yield store().get(summary.id)


def dataset(choice: SourceChoice) -> Dataset:
    """The chosen data set; raises DataError.

    The first reading shows how far it is. Every later one takes it from the disk's cache in a few milliseconds, so
    nothing is kept here and a file that changed is noticed.
    """
    with _reading_bar() as tell:
        opened = open_source(choice.opened_as, choice.classes, tell)
    return opened if choice.corrected else without_corrections(opened)


def upload(files: list[tuple[str, Any]], classes: int | None) -> Dataset:
    """Check and keep uploaded files, showing how far it is.

    Raises DataError, and VisitorError where there is no room for them, and keeps nothing then.
    """
    check_room(store(), sum(file.size for _, file in files))
    with _reading_bar() as tell:
        return keep_upload(files, classes, tell)


def evaluation(run: Run) -> Evaluation:
    """The stored predictions of a run's validation part; raises RunError where there are none."""
    return _evaluations.get(
        (run.folder, _stamp(run.predictions)),
        lambda: load_predictions(run.predictions, run.record.data.class_names),
    )


def doubts(run: Run) -> Doubts:
    """The labels that a label check doubts; raises RunError where it left no probabilities."""
    read = evaluation(run)
    return _doubts.get((run.folder, _stamp(run.predictions)), lambda: find_doubts(read.labels, read.probs))


def predictor(*runs: Run) -> Predictor:
    """The best networks of one or more runs, loaded once; raises RunError.

    The first ones load PyTorch, which takes seconds.
    """
    check_together(runs)

    def load() -> Predictor:
        with st.spinner("Loading the network", show_time=True):
            from cnn.reading.predict import Predictor

            networks = Predictor.of_runs(runs)
            channels, height, width = runs[0].record.data.shape
            networks.probs(np.zeros((1, channels, height, width), np.uint8))  # PyTorch's first pass takes a second
            return networks

    return _predictors.get(tuple(weights_stamp(run) for run in runs), load)


def witness(run: Run) -> Witness | None:
    """Who says whether a drawing for this run resembles the training's images; None where nobody can.

    Raises RunError where the network cannot be read.
    """
    from cnn.reading.familiarity import Witness
    from cnn.runs.familiar import familiarity_of, witness_for

    asked = witness_for(run, store())
    networks = predictor(asked)

    def learn() -> Witness | None:
        with st.spinner("Looking at what it was trained on", show_time=True):
            familiarity = familiarity_of(asked, networks)
        return Witness(networks, familiarity) if familiarity else None

    return _witnesses.get(weights_stamp(asked), learn)


def passage(run: Run, image: Images) -> Passage:
    """What every layer of a run's first network makes of ``image`` uint8 (C, H, W), computed once.

    Raises RunError, and DataError for an image of another size.
    """
    networks = predictor(run)
    from cnn.inside.passage import pass_through

    return _passages.get((weights_stamp(run), image.tobytes()), lambda: pass_through(networks, image))


def survey(dataset: Dataset) -> Survey:
    """The statistics of a data set; the first time every image is looked at, which shows how far it is."""

    def look() -> Survey:
        with _reading_bar() as tell:
            return survey_of(dataset, tell)

    parts = (dataset.train, dataset.test)
    return _surveys.get(tuple(part and part.fingerprint for part in parts), look)


def principal(images: ImageSet, most: int) -> tuple[Points, Principal]:
    """At most ``most`` images in the plane of their first two principal components."""

    def make() -> tuple[Points, Principal]:
        rows = sample_rows(images.images, most, seed=0)
        components = principal_components(vectors(images.images, rows), 2)
        return Points(rows, components.plane), components

    return _principals.get((images.fingerprint, most), make)


def probs(run: Run, images: ImageSet, rows: Rows | None = None) -> Probs:
    """What a run's networks say of the images at ``rows``, of all where none are named: float32 (N, K).

    The first time they predict, which shows how far it is. Raises RunError, and DataError for images of another size.
    """
    networks = predictor(run)

    def predict() -> Probs:
        chosen = images.images if rows is None else images.images[rows]
        with _reading_bar() as tell:
            return networks.probs(chosen, lambda share: tell(share, f"Predicting {len(chosen):,} images"))

    return _probs.get((weights_stamp(run), images.fingerprint, None if rows is None else rows.tobytes()), predict)


def judgement(runs: Sequence[Run], dataset: Dataset, views: int | None = None) -> Judgement:
    """How well runs, averaged, read labelled data; the first time they predict, which shows how far they are.

    views: as for ``judge``. Raises RunError, and DataError for data without labels or of another kind.
    """

    def predict() -> Judgement:
        from cnn.judging.judgement import judge

        with _reading_bar() as tell:
            return judge(runs, dataset, lambda share: tell(share, f"Reading {dataset.title}"), views)

    parts = tuple(part and part.fingerprint for part in (dataset.train, dataset.test))
    return _judgements.get((*map(weights_stamp, runs), *parts, views), predict)


def features(run: Run, images: ImageSet, rows: Rows) -> Features:
    """The images at ``rows`` as a run's first network sees them last; the first time it shows how far it is.

    Raises RunError, SpecError for a network without such a layer, and DataError for images of another size.
    """
    networks = predictor(run)
    from cnn.reading.features import features_of

    def look() -> Features:
        with _reading_bar() as tell:
            doing = f"Looking at {len(rows):,} images as the network does"
            return features_of(networks, images.images, rows, lambda share: tell(share, doing))

    return _features.get((weights_stamp(run), images.fingerprint, rows.tobytes()), look)


def scaling(evaluation: Evaluation) -> Scaling:
    """The best temperature for these predictions; raises DataError for a single image."""
    return _scalings.get(evaluation.fingerprint, lambda: scale(evaluation))


def strata(images: ImageSet, evaluation: Evaluation) -> tuple[Strata, ...]:
    """Error rates by each of ``TRAITS``; the first time all images are measured, which shows how far it is."""

    def look() -> tuple[Strata, ...]:
        wrong = evaluation.predicted != evaluation.labels
        with _reading_bar() as tell:
            traits = measure_rows(images.images, evaluation.rows, lambda share: tell(share, "Measuring the images"))
        return tuple(stratify(traits[:, trait], wrong) for trait in range(traits.shape[1]))

    return _strata.get((images.fingerprint, evaluation.fingerprint), look)


def exported(run: Run, word: str) -> bytes:
    """A run in a format; raises ExportError or RunError. Kept, since a download asks more than once."""

    def make() -> bytes:
        from cnn.export.formats import export

        return export(run, word)

    return _exports.get((weights_stamp(run), word), make)


def weights_stamp(run: Run) -> tuple[object, ...]:
    """What tells a run's networks from those it had before or will have."""
    return (run.folder, *map(_stamp, run.member_weights))


def history(run: Run) -> History:
    """What a run's log says, read on from where it was read last."""
    kept = _histories.get(run.folder, lambda: History(run.log))
    kept.read_on()
    return kept


@contextmanager
def _reading_bar() -> Iterator[Progress]:
    """A progress bar that comes with the first thing told and goes at the end."""
    place = st.empty()

    def tell(fraction: float, doing: str) -> None:
        place.progress(min(1.0, max(0.0, fraction)), text=doing)

    try:
        yield tell
    finally:
        place.empty()


def _stamp(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0
