"""A t-SNE map is work like any other: queued, done by the worker, logged, stoppable; it leaves points, no network."""

from dataclasses import replace

import numpy as np
import pytest

from cnn.data.imageset import Dataset
from cnn.embedding import layout
from cnn.embedding.points import load_points
from cnn.embedding.sample import sample_rows
from cnn.embedding.settings import EmbeddingSettings
from cnn.errors import DataError, RunError
from cnn.runs import queue, worker
from cnn.runs.creation import create_map
from cnn.runs.worker import perform
from cnn.training.events import Failed, LaidOut, LayoutProgress

SMALL = EmbeddingSettings(images=60, perplexity=5, iterations=30, seed=4)


@pytest.fixture
def make(store, digits, monkeypatch):
    """Makes a map that this process holds, on data that is already open."""

    def made(dataset=digits, settings=SMALL, **options):
        monkeypatch.setattr(worker, "open_source", lambda *_: dataset)
        return create_map(store, dataset, settings, **options)

    return made


@pytest.fixture
def talkative(monkeypatch):
    """Something is said after every move."""
    monkeypatch.setattr(layout, "SAY_EVERY_S", 0.0)


def test_it_ends_with_points_and_says_so(make, digits):
    run = make(state=queue.held())
    heard = list(perform(run))
    assert run.log.events() == heard
    ended = heard[-1]
    assert isinstance(ended, LaidOut)
    assert (ended.run, ended.images, ended.steps, ended.stopped) == (run.id, 60, 30, False)
    assert (run.status, run.state.step, run.state.left_s) == ("finished", 30, None)
    points = load_points(run.points)
    assert points.rows.tolist() == sample_rows(digits.train.images, 60, 4).tolist()
    assert points.places.shape == (60, 2)
    assert np.isfinite(points.places).all()


def test_the_points_are_on_disk_whenever_something_is_said(make, talkative):
    run = make(state=queue.held())
    seen = []
    for event in perform(run):
        if isinstance(event, LayoutProgress):
            seen.append(load_points(run.points).places)
            assert run.status == "running"
    assert [event.step for event in run.log.events()[:-1]] == list(range(31))
    assert len({places.tobytes() for places in seen}) == 31


def test_points_come_closer_to_having_the_right_neighbours(make):
    run = make(settings=SMALL.model_copy(update={"iterations": 400}), state=queue.held())
    list(perform(run))
    first, *_, last = run.log.events()
    assert last.divergence < 0.5 * first.divergence


def test_a_stop_ends_it_as_far_as_it_came(make, talkative):
    run = make(state=queue.held())
    for event in perform(run):
        if isinstance(event, LayoutProgress) and event.step == 5:
            run.request_stop()
    assert (event.stopped, event.steps) == (True, 5)
    assert run.status == "stopped"
    assert len(load_points(run.points).rows) == 60


def test_the_same_settings_make_the_same_map(make):
    places = []
    for _ in range(2):
        run = make(state=queue.held())
        list(perform(run))
        places.append(load_points(run.points).places)
    np.testing.assert_array_equal(*places)


def test_images_without_labels_are_laid_out_too(make, digits):
    unlabelled = Dataset("digits", "Digits", replace(digits.train, labels=None))
    run = make(unlabelled, state=queue.held())
    list(perform(run))
    assert run.status == "finished"


def test_too_few_images_are_refused_before_anything_is_written(make, digits, store):
    few = Dataset("digits", "Digits", digits.train.take(np.arange(9)))
    with pytest.raises(DataError, match="at least 10 images, this data has 9"):
        make(few)
    assert store.made_here() == []


def test_a_worker_does_it_in_its_turn_and_it_is_no_network(make, store):
    run = make()
    assert run.status == "queued"
    assert queue.drain(store) == 1
    assert run.status == "finished"
    assert not run.is_usable
    with pytest.raises(RunError, match=r"is a map \(t-SNE\), which leaves no network"):
        store.find_network(run.id)


def test_its_record_says_all_that_makes_it_again(make):
    record = make().record
    assert record.kind == "embedding"
    assert record.embedding == SMALL
    assert record.name == "60 images"
    words = "python -m cnn map digits --images 60 --perplexity 5.0 --iterations 30 --seed 4"
    assert record.command.partition(" --runs ")[0] == words


def test_a_record_without_settings_fails_with_a_sentence(make):
    run = make(state=queue.held())
    object.__setattr__(run, "record", run.record.model_copy(update={"embedding": None}))
    (event,) = perform(run)
    assert isinstance(event, Failed)
    assert "start a new one" in event.reason


def test_points_that_are_missing_or_spoilt_are_refused_with_a_sentence(make):
    run = make()
    with pytest.raises(RunError, match="no points"):
        load_points(run.points)
    run.points.write_bytes(b"no table")
    with pytest.raises(RunError, match=r"points\.parquet cannot be read"):
        load_points(run.points)
