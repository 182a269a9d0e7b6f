"""Features are what the last fully connected layer reads; who is near is near by cosine."""

import numpy as np
import pytest
import torch
from sklearn.metrics.pairwise import cosine_similarity

from cnn.errors import DataError, SpecError
from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, Conv, Dense, Flatten, GlobalPool, MaxPool
from cnn.model.volume import Volume
from cnn.reading import features
from cnn.reading.features import Features, features_of
from cnn.reading.predict import Predictor
from tests.cnn.untrained import predictor_of

INPUT = Volume(28, 28, 1)
HIDDEN = Architecture(
    name="hidden",
    input=INPUT,
    layers=(Conv(filters=4, size=5), RELU, MaxPool(size=2), Flatten(), Dense(units=12), RELU, Dense(units=3)),
)
NO_DENSE = Architecture(name="plain", input=INPUT, layers=(Conv(filters=3, size=5), GlobalPool()))


def test_they_are_the_input_of_the_last_dense_layer_scaled_to_length_one(digits):
    predictor = predictor_of(HIDDEN, mean=0.13, std=0.31)
    rows = np.array([7, 3, 200])
    found = features_of(predictor, digits.train.images, rows)
    x = torch.tensor((digits.train.images[rows] / 255 - 0.13) / 0.31, dtype=torch.float32)
    with torch.no_grad():
        expected = predictor.members[0].network.layers[:-1](x)
    np.testing.assert_allclose(found.vectors, torch.nn.functional.normalize(expected).numpy(), atol=1e-5)
    assert found.rows.tolist() == rows.tolist()


def test_the_trained_layer_makes_its_logits_of_them(finished_run, digits):
    predictor = Predictor.of_run(finished_run)
    found = features_of(predictor, digits.train.images, np.arange(5))
    last = predictor.members[0].network.layers[-1]
    with torch.no_grad():
        logits = found.vectors @ last.weight.numpy().T  # up to a scale for each image, and the bias
    expected = predictor.logits(digits.train.images[:5]) - last.bias.detach().numpy()
    scales = (logits * expected).sum(1) / (logits**2).sum(1)
    np.testing.assert_allclose(logits * scales[:, None], expected, rtol=1e-3, atol=1e-3)


def test_the_nearest_are_those_of_scikit_learn(digits):
    found = features_of(predictor_of(HIDDEN), digits.train.images, np.arange(100, 400))
    rows, cosines = found.nearest(found.vectors[20], 9)
    every = cosine_similarity(found.vectors[20:21], found.vectors)[0]
    np.testing.assert_allclose(cosines, np.sort(every)[::-1][:9], rtol=1e-5)
    assert rows[0] == 120
    assert cosines[0] == pytest.approx(1)
    np.testing.assert_allclose(cosines, every[rows - 100], rtol=1e-5)


def test_fewer_images_than_asked_for_are_all_there_are():
    two = Features(np.array([5, 3]), np.eye(2, dtype=np.float32))
    rows, _ = two.nearest(np.array([0, 1], np.float32), 10)
    assert rows.tolist() == [3, 5]
    none = Features(np.empty(0, np.int64), np.empty((0, 2), np.float32))
    assert none.nearest(np.ones(2, np.float32), 3)[0].tolist() == []


def test_progress_rises_to_its_end(digits):
    told = []
    features_of(predictor_of(HIDDEN), digits.train.images, np.arange(200), told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    assert len(told) > 2


def test_of_more_than_can_be_kept_a_sample_is(digits, monkeypatch):
    monkeypatch.setattr(features, "MOST_NUMBERS", 12 * 50)
    found = features_of(predictor_of(HIDDEN), digits.train.images, np.arange(200))
    assert found.vectors.shape == (50, 12)
    assert (np.diff(found.rows) > 0).all()
    again = features_of(predictor_of(HIDDEN), digits.train.images, np.arange(200))
    assert found.rows.tolist() == again.rows.tolist()


def test_what_has_none_says_so(digits):
    with pytest.raises(SpecError, match="plain has no fully connected layer"):
        features_of(predictor_of(NO_DENSE), digits.train.images, np.arange(3))
    with pytest.raises(DataError, match="reads pictures of"):
        features_of(predictor_of(HIDDEN), np.zeros((1, 3, 8, 8), np.uint8), np.arange(1))
