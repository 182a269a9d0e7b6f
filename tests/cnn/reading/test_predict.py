"""A prediction is the mean of the plain networks' over their views, after the very normalisation of each."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from cnn import threads
from cnn.data.normalisation import Normalisation
from cnn.errors import DataError, RunError
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import Dense, Flatten
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from cnn.reading import views
from cnn.reading.portions import AT_ONCE
from cnn.reading.predict import Member, Predictor
from cnn.reading.views import View
from cnn.runs.creation import create_run
from cnn.training.checkpoint import load_network

DIGITS = tuple("0123456789")
BATCH = AT_ONCE["cpu"]


@pytest.mark.parametrize("normalisation", [Normalisation(), Normalisation(mean=0.13, std=0.31)])
@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_probabilities_are_those_of_a_plain_forward_pass(preset, normalisation, digits):
    network = Network(preset.architecture(Volume(28, 28, 1), 10), seed=1).eval()
    images = digits.test.images[:40]
    x = (images / 255 - normalisation.mean) / normalisation.std
    with torch.no_grad():
        expected = torch.softmax(network(torch.tensor(x, dtype=torch.float32)), 1).numpy()
    found = Predictor((Member(network, normalisation),), DIGITS).probs(images)
    np.testing.assert_allclose(found, expected, atol=1e-5)


class Painted(torch.nn.Module):
    """Logits worked out by hand: for two classes, ``weight`` times the top left pixel, and 0."""

    def __init__(self, weight):
        super().__init__()
        self.architecture = Architecture(name="painted", input=Volume(4, 4, 1), layers=(Flatten(), Dense(units=2)))
        self.weight = torch.nn.Parameter(torch.tensor(float(weight)))
        self.layers = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(16, 2))
        with torch.no_grad():
            self.layers[1].weight.zero_()[0, 0] = weight
            self.layers[1].bias.zero_()


def sigmoid(number):
    return 1 / (1 + math.exp(-number))


@pytest.fixture
def corner():
    """One image, 4×4, with a full pixel in its top left corner."""
    images = np.zeros((1, 1, 4, 4), np.uint8)
    images[0, 0, 0, 0] = 255
    return images


def test_probabilities_are_averaged_and_not_logits(corner):
    members = tuple(Member(Painted(weight), Normalisation()) for weight in (1, 8, -2))
    mean = (sigmoid(1) + sigmoid(8) + sigmoid(-2)) / 3
    assert Predictor(members, ("yes", "no")).probs(corner)[0] == pytest.approx([mean, 1 - mean], abs=1e-6)


def test_the_mean_goes_over_the_views_of_an_image(corner, monkeypatch):
    monkeypatch.setattr(views, "VIEWS", (View(), View(right_px=1), View(down_px=1)))
    member = Member(Painted(3), Normalisation(), views=3)
    mean = (sigmoid(3) + 2 * sigmoid(0)) / 3  # moved, the corner is empty
    assert Predictor((member,), ("yes", "no")).probs(corner)[0, 0] == pytest.approx(mean, abs=1e-5)


def test_each_network_looks_at_its_own_number_of_views_with_its_own_normalisation(corner, monkeypatch):
    monkeypatch.setattr(views, "VIEWS", (View(), View(right_px=1)))
    members = (Member(Painted(3), Normalisation(), views=2), Member(Painted(2), Normalisation(mean=0.5, std=0.25)))
    mean = ((sigmoid(3) + sigmoid(0)) / 2 + sigmoid(2 * 2)) / 2  # (1 - .5) / .25 = 2
    assert Predictor(members, ("yes", "no")).probs(corner)[0, 0] == pytest.approx(mean, abs=1e-5)


def test_a_network_is_computed_in_the_numbers_it_was_trained_in(trained, digits):
    run = trained(precision="bfloat16")
    (member,) = Predictor.of_run(run).members
    assert member.precision == "bfloat16"
    short = Predictor.of_run(run).probs(digits.test.images)
    long = Predictor((replace(member, precision="float32"),), DIGITS).probs(digits.test.images)
    assert short.dtype == np.float32
    assert not np.array_equal(short, long)
    np.testing.assert_allclose(short, long, atol=0.05)


def test_networks_of_a_run_and_of_several_runs_count_the_same(trained, digits):
    one, three = trained(seed=5), trained(members=3, views=2)
    images = digits.test.images[:70]
    saved = [load_network(file, run.record.architecture) for run in (one, three) for file in run.member_weights]
    alone = [
        Predictor((Member(network, Normalisation(), views),), DIGITS).probs(images)
        for network, views in zip(saved, (1, 2, 2, 2), strict=True)
    ]
    np.testing.assert_allclose(Predictor.of_runs([one, three]).probs(images), np.mean(alone, 0), atol=1e-6)
    np.testing.assert_allclose(Predictor.of_run(three).probs(images), np.mean(alone[1:], 0), atol=1e-6)


def test_a_finished_run_that_lost_a_network_says_so(trained):
    run = trained(members=2)
    run.weights_of(2).unlink()
    with pytest.raises(RunError, match=r"Of the 2 networks of run .* only 1 are there"):
        Predictor.of_run(run)


@pytest.mark.parametrize("count", [1, 2])
def test_as_many_threads_as_there_are_give_the_same(trained, digits, monkeypatch, count):
    predictor = Predictor.of_run(trained(members=2, views=3))
    images = digits.test.images[:100]
    monkeypatch.setattr(threads, "THREADS", 1)
    expected = predictor.probs(images)
    monkeypatch.setattr(threads, "THREADS", count)
    try:
        assert np.array_equal(predictor.probs(images), expected)
    finally:
        torch.set_num_threads(1)


def test_parts_are_smaller_where_there_are_more_views(finished_run, digits):
    network = load_network(finished_run.weights, finished_run.record.architecture)
    predictor = Predictor((Member(network, Normalisation()), Member(network, Normalisation(), views=30)), DIGITS)
    assert [len(part) for part in predictor.probs_by_batch(digits.test.images[:5])] == [2, 2, 1]


@pytest.fixture(scope="module")
def predictor(finished_run):
    return Predictor.of_run(finished_run)


def test_a_run_predicts_with_its_best_weights(finished_run, predictor):
    saved = load_network(finished_run.weights, finished_run.record.architecture)
    (member,) = predictor.members
    assert torch.equal(member.network.layers[0].weight, saved.layers[0].weight)
    assert (member.normalisation, member.views) == (finished_run.record.normalisation, 1)
    assert predictor.class_names == DIGITS


@pytest.mark.parametrize("count", [0, 1, BATCH, BATCH + 1])
def test_any_number_of_images_gives_a_row_each(predictor, digits, count):
    probs = predictor.probs(digits.train.images[:count])
    assert probs.shape == (count, 10)
    assert probs.dtype == np.float32
    assert probs.sum(1) == pytest.approx(np.ones(count), abs=1e-5)


def test_the_parts_are_the_whole(predictor, digits):
    images = digits.train.images[: BATCH + 7]
    parts = list(predictor.probs_by_batch(images))
    assert [len(part) for part in parts] == [BATCH, 7]
    assert np.array_equal(np.concatenate(parts), predictor.probs(images))


def test_progress_is_told_no_more_often_than_can_be_seen(predictor, digits, monkeypatch):
    def quick(self, images):
        for start in range(0, len(images), 10):
            yield np.full((len(images[start : start + 10]), 10), 0.1, np.float32)

    monkeypatch.setattr(Predictor, "probs_by_batch", quick)
    heard = []
    images = np.broadcast_to(digits.test.images[:1], (70_000, 1, 28, 28))
    assert len(predictor.probs(images, heard.append)) == 70_000
    assert heard == sorted(heard)
    assert 400 <= len(heard) <= 501
    assert heard[-1] == 1


def test_predicting_twice_gives_the_same(predictor, digits):
    images = digits.test.images[:50]
    assert np.array_equal(predictor.probs(images), predictor.probs(images))


@pytest.mark.parametrize("shape", [(1, 1, 28, 27), (1, 3, 28, 28), (1, 1, 32, 32)])
def test_pictures_of_another_size_are_refused(predictor, shape):
    with pytest.raises(DataError, match="reads pictures of 28×28×1, these are"):
        predictor.probs(np.zeros(shape, np.uint8))


def drawn(digits, row):
    """A digit of the test part as if drawn large: 280×280, its ground transparent black."""
    return np.kron(digits.test.images[row, 0], np.ones((10, 10), np.uint8))


def test_a_drawing_is_read(predictor, digits):
    readings = [predictor.read(drawn(digits, row)) for row in range(40)]
    hits = sum(reading.label == label for reading, label in zip(readings, digits.test.labels, strict=False))
    assert hits >= 30
    assert all(reading.probs.argmax() == reading.label for reading in readings)


def test_a_blank_drawing_reads_as_nothing_and_says_why(predictor):
    reading = predictor.read(np.zeros((280, 280, 4), np.uint8))
    assert reading.label is None
    assert reading.probs.shape == (0,)
    assert [doubt.kind for doubt in reading.drawing.doubts] == ["blank"]


def test_a_drawing_is_fitted_to_a_network_of_another_size(digits):
    network = Network(PRESETS["cifar10"].architecture(Volume(32, 24, 3), 10)).eval()
    reading = Predictor((Member(network, Normalisation()),), DIGITS).read(drawn(digits, 0))
    assert reading.label in range(10)
    assert reading.probs.sum() == pytest.approx(1, abs=1e-5)


def test_a_run_without_weights_says_so(store, digits, tiny, quick):
    with pytest.raises(RunError, match="no weights"):
        Predictor.of_run(create_run(store, digits, tiny, quick))
