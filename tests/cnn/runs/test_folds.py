"""A label check is work like any other; every image is read by a network that did not learn from it."""

import numpy as np
import pytest

from cnn.data.corrections import Correction, Corrections, with_corrections
from cnn.data.imageset import Dataset, ImageSet
from cnn.data.normalisation import Normalisation
from cnn.data.split import own_rows
from cnn.errors import RunError
from cnn.labels.confident import find_doubts
from cnn.labels.folding import deal, in_folds
from cnn.reading.predict import Member, Predictor
from cnn.runs import folds as work
from cnn.runs import queue, worker
from cnn.runs.creation import create_run
from cnn.runs.folds import out_of_fold
from cnn.runs.predictions import load_predictions
from cnn.runs.worker import perform
from cnn.training.events import CheckpointSaved, EpochFinished, Failed, Finished, FoldRead, Started
from cnn.training.loop import train


@pytest.fixture(scope="module")
def few(digits):
    """Three hundred of the built-in digits."""
    return Dataset("digits", "Few digits", digits.train.take(np.arange(300)))


@pytest.fixture
def make(store, tiny, quick, monkeypatch, few):
    """Makes a label check of three folds that this process holds, on data that is already open."""

    def made(dataset=few, **settings):
        monkeypatch.setattr(worker, "open_source", lambda *_: dataset)
        config = in_folds(quick.changed(epochs=2, **settings), 3, dataset.train)
        return create_run(store, dataset, tiny, config, kind="folds", state=queue.held())

    return made


def whole(reading):
    """What a reading gives in the end, and the events before."""
    events = []
    while True:
        try:
            events.append(next(reading))
        except StopIteration as end:
            return end.value, events


def test_it_leaves_the_probabilities_of_every_row_and_no_network(make, few):
    run = make()
    heard = list(perform(run))
    assert run.log.events() == heard
    assert (run.status, run.is_usable) == ("finished", False)
    evaluation = load_predictions(run.predictions, few.train.class_names)
    assert np.array_equal(evaluation.rows, np.arange(300))
    assert np.array_equal(evaluation.labels, few.train.labels)
    assert evaluation.probs.sum(1) == pytest.approx(np.ones(300), abs=1e-5)
    assert run.state.validation_accuracy == heard[-1].validation_accuracy == evaluation.accuracy > 0.5
    assert run.state.time_s == heard[-1].duration_s > 0
    assert not any("safetensors" in path.name for path in run.folder.iterdir())


def test_it_is_told_as_one_story_without_networks_on_disk(make):
    heard = list(perform(make()))
    assert [event.fold for event in heard if isinstance(event, FoldRead)] == [1, 2, 3]
    assert sum(event.images for event in heard if isinstance(event, FoldRead)) == 300
    (started,) = [event for event in heard if isinstance(event, Started)]
    assert (started.training_rows, started.validation_rows) == (200, 100)
    assert not any(isinstance(event, CheckpointSaved) for event in heard)
    times = [event.time_s for event in heard if isinstance(event, EpochFinished)]
    assert len(times) == 6
    assert times == sorted(times)
    assert isinstance(heard[-1], Finished)


def test_each_fold_is_read_by_the_network_trained_on_the_others(few, tiny, quick):
    config = in_folds(quick.changed(epochs=1), 3, few.train)
    evaluation, _ = whole(out_of_fold(tiny, config, few.train))
    fold_of = deal(few.train.labels, 3, config.seed)
    learned = few.train.take(np.flatnonzero(fold_of != 1))
    network, _ = whole(train(tiny, config, learned, member=2))
    asked = fold_of == 1
    predictor = Predictor((Member(network, Normalisation(), 1, config.precision),), few.train.class_names)
    np.testing.assert_allclose(evaluation.probs[asked], predictor.probs(few.train.images[asked]), atol=1e-6)


def test_no_network_learns_from_what_it_is_asked_about(few, tiny, quick, monkeypatch):
    seen = []

    def spied(architecture, config, images, *rest, **more):
        seen.append({image.tobytes() for image in images.images})
        return train(architecture, config, images, *rest, **more)

    monkeypatch.setattr(work, "train", spied)
    config = in_folds(quick.changed(epochs=1), 3, few.train)
    whole(out_of_fold(tiny, config, few.train))
    fold_of = deal(few.train.labels, 3, config.seed)
    for fold, learned in enumerate(seen):
        asked = {image.tobytes() for image in few.train.images[fold_of == fold]}
        others = {image.tobytes() for image in few.train.images[fold_of != fold]}
        assert learned == others
        assert not learned & (asked - others)


def test_what_is_left_out_is_neither_learned_nor_read_and_what_is_added_only_learned(few, tiny, quick, monkeypatch):
    left_out = Corrections(
        fingerprint=few.train.own_fingerprint,
        entries=(Correction(row=7, old=int(few.train.labels[7]), new=None),),
    )
    images = with_corrections(few, left_out).train
    images = ImageSet(
        np.concatenate((images.images, np.full((2, 1, 28, 28), 99, np.uint8))),
        np.concatenate((images.labels, [1, 1])),
        left_out=images.left_out,
        added=2,
    )
    seen = []
    monkeypatch.setattr(
        work, "train", lambda architecture, config, learned, *rest, **more: (
            seen.append(learned), train(architecture, config, learned, *rest, **more)
        )[1],
    )  # fmt: skip
    evaluation, _ = whole(out_of_fold(tiny, in_folds(quick.changed(epochs=1), 3, images), images))
    assert np.array_equal(evaluation.rows, own_rows(images))
    assert 7 not in evaluation.rows
    for learned in seen:
        assert (learned.images == 99).all((1, 2, 3)).sum() == 2
        assert not (learned.images == few.train.images[7]).all((1, 2, 3)).any()


@pytest.mark.parametrize("at", [Started, FoldRead])
def test_a_stop_leaves_nothing_half(make, at):
    run = make()
    for event in perform(run):
        if isinstance(event, at):
            run.request_stop()
    assert event.stopped
    assert event.validation_accuracy is None
    assert run.status == "stopped"
    assert not run.predictions.exists()


def test_a_stop_that_comes_too_late_takes_nothing_away(make):
    run = make()
    for event in perform(run):
        if isinstance(event, FoldRead) and event.fold == 3:
            run.request_stop()
    assert run.status == "finished"
    assert run.predictions.is_file()


def test_a_fault_is_said(make, tiny, monkeypatch):
    def broken(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(work, "save_predictions", broken)
    *_, failed = perform(make())
    assert isinstance(failed, Failed)
    assert "No space left" in failed.reason


def test_where_a_network_is_needed_it_is_refused_and_found_by_its_kind(make, store):
    run = make()
    with pytest.raises(RunError, match="label check, which leaves no network"):
        store.find_network(run.id)
    assert store.find_of_kind("folds", "latest") == run
    with pytest.raises(RunError, match="is a label check, no training"):
        store.find_of_kind("train", run.id)


def test_its_command_makes_it_again(make):
    record = make().record
    assert record.command.startswith(f"python -m cnn folds digits --architecture {record.id} --epochs 2")
    assert "--members 3" in record.command


def test_flipped_labels_are_found(digits, tiny, quick):
    """Real digits, real training: nine of ten labels flipped by chance are among the first twice as many."""
    random = np.random.default_rng(5)
    flipped = random.choice(len(digits.train), 40, replace=False)
    labels = digits.train.labels.copy()
    labels[flipped] = (labels[flipped] + random.integers(1, 10, 40)) % 10
    images = ImageSet(digits.train.images, labels)
    evaluation, _ = whole(out_of_fold(tiny, in_folds(quick.changed(epochs=12), 3, images), images))
    doubts = find_doubts(evaluation.labels, evaluation.probs)
    found = np.isin(evaluation.rows[doubts.places[:80]], flipped).sum()
    assert found >= 36
