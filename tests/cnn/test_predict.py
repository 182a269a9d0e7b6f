"""A prediction is the plain network's, after the very normalisation it was trained with."""

import numpy as np
import pytest
import torch

from cnn.data.normalisation import Normalisation
from cnn.errors import DataError, RunError
from cnn.model.build import Network
from cnn.model.volume import Volume
from cnn.predict import BATCH, Predictor
from cnn.presets import PRESETS
from cnn.training.checkpoint import load_network

DIGITS = tuple("0123456789")


@pytest.mark.parametrize("normalisation", [Normalisation(), Normalisation(mean=0.13, std=0.31)])
@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_probabilities_are_those_of_a_plain_forward_pass(preset, normalisation, digits):
    network = Network(preset.architecture(Volume(28, 28, 1), 10), seed=1).eval()
    images = digits.test.images[:40]
    x = (images / 255 - normalisation.mean) / normalisation.std
    with torch.no_grad():
        expected = torch.softmax(network(torch.tensor(x, dtype=torch.float32)), 1).numpy()
    found = Predictor(network, normalisation, DIGITS).probs(images)
    np.testing.assert_allclose(found, expected, atol=1e-5)


@pytest.fixture(scope="module")
def predictor(finished_run):
    return Predictor.of_run(finished_run)


def test_a_run_predicts_with_its_best_weights(finished_run, predictor):
    saved = load_network(finished_run.weights, finished_run.record.architecture)
    assert torch.equal(predictor.network.layers[0].weight, saved.layers[0].weight)
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


def test_a_blank_drawing_reads_as_nothing_and_hints(predictor):
    reading = predictor.read(np.zeros((280, 280, 4), np.uint8))
    assert reading.label is None
    assert reading.probs.shape == (0,)
    assert reading.drawing.hints


def test_a_drawing_is_fitted_to_a_network_of_another_size(digits):
    network = Network(PRESETS["cifar10"].architecture(Volume(32, 24, 3), 10)).eval()
    reading = Predictor(network, Normalisation(), DIGITS).read(drawn(digits, 0))
    assert reading.label in range(10)
    assert reading.probs.sum() == pytest.approx(1, abs=1e-5)


def test_a_run_without_weights_says_so(store, digits, tiny, quick):
    with pytest.raises(RunError, match="no weights"):
        Predictor.of_run(store.create(digits, tiny, quick))
