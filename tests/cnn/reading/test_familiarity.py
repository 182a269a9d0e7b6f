"""The distance is Mahalanobis' under the model it names; what training images look like is familiar, noise is not."""

import numpy as np
import pytest

from cnn.data.split import divide
from cnn.drawing import Drawing
from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, Conv, Dense, Flatten, GlobalPool, MaxPool
from cnn.model.volume import Volume
from cnn.reading.familiarity import DIRECTIONS, FAMILIAR_SHARE, Familiarity, Witness, fit, seen_last
from cnn.reading.predict import Predictor
from tests.cnn.untrained import predictor_of

INPUT = Volume(28, 28, 1)


@pytest.fixture(scope="module")
def predictor(finished_run):
    return Predictor.of_run(finished_run)


@pytest.fixture(scope="module")
def parts(finished_run, digits):
    config = finished_run.record.config
    return divide(digits.train, config.validation_share, config.seed)


@pytest.fixture(scope="module")
def familiarity(predictor, digits, parts):
    return fit(predictor, digits.train, *parts)


def test_the_distance_is_that_of_the_inverted_covariance():
    rng = np.random.default_rng(0)
    directions = np.linalg.qr(rng.normal(size=(6, 2)))[0].T.astype(np.float32)
    centres = rng.normal(size=(3, 6)).astype(np.float32)
    known = Familiarity(centres, directions, np.array([4, 2], np.float32), 0.5, 1.0)
    covariance = directions.T @ np.diag([4, 2]) @ directions + 0.5 * (np.eye(6) - directions.T @ directions)
    vectors = rng.normal(size=(7, 6)).astype(np.float32)
    expected = [min((v - c) @ np.linalg.inv(covariance) @ (v - c) for c in centres) / 6 for v in vectors]
    np.testing.assert_allclose(known.distances(vectors), expected, rtol=1e-4)


def test_of_the_validation_images_nearly_all_are_familiar(predictor, digits, parts, familiarity):
    distances = familiarity.distances(seen_last(predictor, digits.train.images[parts[1]]))
    assert np.mean(distances <= familiarity.limit) == pytest.approx(FAMILIAR_SHARE, abs=0.01)
    test = familiarity.distances(seen_last(predictor, digits.test.images))
    assert np.mean(test <= familiarity.limit) > 0.9


def test_images_of_nothing_are_strange(predictor, digits, familiarity):
    rng = np.random.default_rng(1)
    noise = rng.integers(0, 256, (50, 1, 28, 28)).astype(np.uint8)
    shuffled = rng.permuted(digits.test.images[:50].reshape(50, -1), axis=1).reshape(50, 1, 28, 28)
    for images in (noise, shuffled, 255 - digits.test.images[:50]):
        assert np.mean(familiarity.distances(seen_last(predictor, images)) > familiarity.limit) > 0.95


def test_directions_are_orthonormal_and_no_more_than_so_many(familiarity):
    assert len(familiarity.directions) <= DIRECTIONS
    np.testing.assert_allclose(
        familiarity.directions @ familiarity.directions.T, np.eye(len(familiarity.directions)), atol=1e-4
    )
    assert (familiarity.variances > 0).all()
    assert familiarity.rest > 0


def test_without_a_validation_part_a_third_of_the_sample_stands_in(predictor, digits):
    rows = np.arange(len(digits.train))
    known = fit(predictor, digits.train, rows, rows[:0])
    distances = known.distances(seen_last(predictor, digits.test.images))
    assert 0.8 < np.mean(distances <= known.limit) < 1


@pytest.mark.parametrize(
    ("layers", "width"),
    [
        ((Conv(filters=4, size=5), RELU, MaxPool(size=2), Flatten(), Dense(units=10)), 4 * 9),
        ((Conv(filters=4, size=5), RELU, GlobalPool(), Dense(units=10)), 4 * 9),
        ((Conv(filters=200, size=27), RELU, Flatten(), Dense(units=10)), 200 * 4),
        ((Flatten(), Dense(units=12), RELU, Dense(units=10)), 12),
    ],
)
def test_what_is_seen_last_are_the_last_maps_over_parts_or_the_last_vector(layers, width, digits):
    predictor = predictor_of(Architecture(name="net", input=INPUT, layers=layers))
    vectors = seen_last(predictor, digits.train.images[:5])
    assert vectors.shape == (5, width)
    assert vectors.dtype == np.float32


def test_the_last_maps_are_those_of_the_plain_network(predictor, digits):
    import torch

    member = predictor.members[0]
    images = digits.train.images[:3]
    with torch.no_grad():
        maps = member.network.eval().layers[:3](torch.tensor(images / 255, dtype=torch.float32))
    expected = torch.nn.functional.adaptive_avg_pool2d(maps, 3).flatten(1)
    np.testing.assert_allclose(seen_last(predictor, images), expected, atol=1e-5)


def test_a_witness_leaves_blank_drawings_alone(predictor, digits, familiarity):
    witness = Witness(predictor, familiarity)
    noise = np.random.default_rng(2).integers(0, 256, (28, 28)).astype(np.uint8)
    drawings = [Drawing(None), Drawing(noise), Drawing(None)]
    assert witness.are_strange(drawings) == [False, True, False]
    assert witness.are_strange([Drawing(None)]) == [False]
