"""An experiment trains every arm from every seed by the engine of training, on images of its own draw."""

from dataclasses import replace

import numpy as np
import pytest

from cnn.data.imageset import ImageSet
from cnn.data.normalisation import Normalisation
from cnn.data.permutation import shuffle_pixels
from cnn.data.shifting import shifted
from cnn.data.split import split_rows
from cnn.errors import DataError, SpecError
from cnn.experiments import EXPERIMENTS, trials
from cnn.experiments.trials import Trial, compare, sample_of
from cnn.reading.predict import Member, Predictor
from cnn.training.events import CheckpointSaved, EpochFinished, Finished, Progress, Started, TrialFinished
from cnn.training.loop import train
from tests.cnn.experiments.quick import quick


def finished(events):
    return [event for event in events if isinstance(event, TrialFinished)]


def test_every_arm_is_trained_from_every_seed_and_tells_how_it_fared(digits):
    experiment = quick("pooling")
    events = list(compare(experiment, digits.train, Normalisation()))
    told = finished(events)
    assert [(it.arm, it.seed) for it in told] == [(arm.name, seed) for seed in (2, 3) for arm in experiment.arms]
    assert [it.trial for it in told] == [1, 2, 3, 4]
    assert {it.trials for it in told} == {4}
    assert [it.parameters for it in told[:2]] == [9098, 126698]
    for it in told:
        epochs = [event for event in events if isinstance(event, EpochFinished) and event.member == it.trial]
        assert it.training_accuracies == tuple(epoch.accuracy for epoch in epochs)
        assert it.validation_accuracies == tuple(epoch.validation_accuracy for epoch in epochs)
        assert it.accuracy == max(it.validation_accuracies)
    assert sum(isinstance(event, Started) for event in events) == 4
    assert sum(isinstance(event, Finished) for event in events) == 4
    assert not any(isinstance(event, CheckpointSaved) for event in events)
    assert not any(event.best for event in events if isinstance(event, EpochFinished))


def test_it_is_the_training_that_the_engine_does(digits):
    experiment = quick("shuffled", seeds=1, rows=300)
    told = finished(compare(experiment, digits.train, Normalisation()))
    for number, (arm, it) in enumerate(zip(experiment.arms, told, strict=True), 1):
        sample = sample_of(digits.train, 300, 2)
        images = shuffle_pixels(sample.images) if arm.is_shuffled else sample.images
        config = experiment.config.changed(seed=2)
        architecture = Trial(experiment, arm, number, 2, sample, Normalisation()).architecture
        *_, ending = train(architecture, config, replace(sample, images=images))
        assert it.accuracy == ending.validation_accuracy
    assert len({it.accuracy for it in told}) == len(told)


def test_images_are_drawn_anew_by_each_seed(digits):
    one, same, other = (sample_of(digits.train, 50, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.images, same.images)
    assert one.fingerprint != other.fingerprint
    assert len(one) == 50
    assert len(sample_of(digits.train, 10**6, 1)) == len(digits.train)


def test_shifted_images_are_judged_by_the_network_that_was_trained(digits, monkeypatch):
    networks = []
    kept = trials.Predictor
    monkeypatch.setattr(trials, "Predictor", lambda members, names: networks.append(members[0]) or kept(members, names))
    experiment = quick("shifted", seeds=1, shifts_px=(0, 3))
    (told,) = finished(compare(replace(experiment, arms=experiment.arms[1:2]), digits.train, Normalisation()))
    sample = sample_of(digits.train, 60, 2)
    _, rows = split_rows(60, 0.5, 2)
    predictor = Predictor((Member(networks[0].network, Normalisation()),), sample.class_names)
    labels, images = sample.labels[rows], sample.images[rows]
    ways = [shifted(images, *way) for way in ((3, 0), (-3, 0), (0, 3), (0, -3))]
    expected = [(predictor.probs(some).argmax(1) == labels).mean() for some in (images, *ways)]
    assert told.shifted_accuracies == pytest.approx((expected[0], np.mean(expected[1:])))


def test_a_stop_ends_it_with_the_training_under_way(digits):
    work = compare(quick("pooling", settings={"epochs": 50}), digits.train, Normalisation())
    heard = [next(work)]
    while not isinstance(heard[-1], EpochFinished):
        heard.append(next(work))
    heard.append(work.send("stop"))
    heard += list(work)
    assert finished(heard) == []
    assert [event.stopped for event in heard if isinstance(event, Finished)] == [True]
    assert all(event.member == 1 for event in heard if isinstance(event, Progress | EpochFinished))


def test_a_stop_between_two_trainings_ends_it_too(digits):
    work = compare(quick("pooling"), digits.train, Normalisation())
    event = next(work)
    while not isinstance(event, TrialFinished):
        event = next(work)
    with pytest.raises(StopIteration):
        work.send("stop")


def test_what_was_left_out_of_a_source_has_no_part(digits):
    images = ImageSet(digits.train.images, digits.train.labels, left_out=np.arange(1400))
    assert len(sample_of(images, 500, 1)) == 100


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=list(EXPERIMENTS))
def test_every_experiment_can_be_made_on_small_pictures_and_on_colour(experiment):
    for shape in ((1, 8, 8), (3, 32, 32)):
        images = np.zeros((20, *shape), np.uint8)
        experiment.check(ImageSet(images, np.arange(20) % 3, ("a", "b", "c")))


def test_what_it_cannot_be_made_on_is_refused_with_a_sentence():
    experiment = EXPERIMENTS["parameters"]
    with pytest.raises(SpecError, match="does not fit its input"):
        experiment.check(ImageSet(np.zeros((20, 1, 2, 2), np.uint8), np.arange(20) % 10))
    with pytest.raises(DataError, match="no labels"):
        experiment.check(ImageSet(np.zeros((20, 1, 28, 28), np.uint8), None))
