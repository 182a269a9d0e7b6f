"""The nearest image of another class is one that convinces, and enough of it makes the network read that class."""

import numpy as np
import pytest

from cnn.attribution.counterfactual import convincing, exchange, nearest_in, pull
from cnn.attribution.score import Score
from cnn.judging.evaluation import Evaluation
from cnn.reading.features import features_of
from cnn.reading.predict import Predictor
from tests.cnn.attribution.explained import INPUT, LINEAR, PLAIN
from tests.cnn.untrained import any_image, predictor_of

LABELS = np.array([0, 1, 1, 1, 2])
PROBS = np.eye(3)[[0, 1, 0, 1, 0]]
EVALUATION = Evaluation(LABELS, PROBS, np.array([40, 30, 20, 10, 5]), ("a", "b", "c"))


def test_images_convince_that_are_of_the_class_and_read_so():
    assert convincing(EVALUATION, 1).tolist() == [10, 30]
    assert convincing(EVALUATION, 0).tolist() == [40]


def test_where_none_is_read_so_all_of_the_class_do():
    assert convincing(EVALUATION, 2).tolist() == [5]
    assert convincing(EVALUATION.only(np.array([0])), 1).tolist() == []


def test_the_nearest_has_the_largest_cosine():
    predictor = predictor_of(PLAIN)
    images = np.stack([any_image(INPUT, seed) for seed in range(30)])
    features = features_of(predictor, images, np.arange(10, 30))
    assert nearest_in(features, predictor, images[17])[0] == 17
    row, cosine = nearest_in(features, predictor, images[3])
    vector = features_of(predictor, images, np.array([3])).vectors[0]
    assert cosine == pytest.approx((features.vectors @ vector).max(), abs=1e-6)
    assert features.rows[(features.vectors @ vector).argmax()] == row


@pytest.fixture(scope="module")
def trained(finished_run, digits):
    """A network that reads digits, a 4 and a 9 that it reads as such."""
    predictor = Predictor.of_run(finished_run, "cpu")
    images = digits.train.images[:400]
    read, labels = predictor.logits(images).argmax(1), digits.train.known_labels[:400]
    four, nine = (images[np.flatnonzero((read == label) & (labels == label))[0]] for label in (4, 9))
    return predictor, four, nine


def test_the_pull_is_what_separates_the_two_pictures(trained):
    predictor, four, nine = trained
    found = pull(predictor, four, nine, Score(9, 4))
    logits = predictor.logits(np.stack([four, nine]))
    margins = logits[:, 9] - logits[:, 4]
    assert found.difference == pytest.approx(margins[1] - margins[0], abs=1e-3)
    assert abs(found.delta) <= 0.01 * found.difference
    assert not found.map[(four == nine)[0]].any()


def test_an_exchange_is_the_first_that_is_read_as_the_other(trained):
    predictor, four, nine = trained
    telling = pull(predictor, four, nine, Score(9, 4))
    found = exchange(predictor, four, nine, telling, 9)
    assert 1 <= found.count < (four != nine).sum()
    assert found.probs.argmax() == 9
    assert predictor.logits(found.image[None])[0].argmax() == 9
    np.testing.assert_array_equal(found.image[0], np.where(found.pixels, nine[0], four[0]))
    taken, left = telling.map[found.pixels], telling.map[~found.pixels & (four != nine)[0]]
    assert taken.min() >= left.max()
    one_less = np.where(found.pixels & (telling.map > taken.min()), nine[0], four[0])
    assert predictor.logits(one_less[None, None])[0].argmax() != 9


def test_where_all_of_it_is_not_enough_there_is_none():
    predictor = predictor_of(LINEAR)
    image, other = any_image(INPUT, 1), any_image(INPUT, 2)
    read = {int(predictor.logits(each[None])[0].argmax()) for each in (image, other)}
    never = ({0, 1, 2} - read).pop()
    telling = pull(predictor, image, image, Score(never))
    assert exchange(predictor, image, image, telling, never) is None
