"""A step that is looked at is the one that PyTorch's autograd and plain arithmetic give, on a batch of training."""

from itertools import islice, pairwise

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnn.data.normalisation import Normalisation
from cnn.errors import SpecError
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import RELU, BatchNorm, Conv, Dense, Dropout, Flatten, MaxPool
from cnn.model.volume import Volume
from cnn.presets import find_preset
from cnn.training.config import TrainingConfig
from cnn.training.descent import Descent
from cnn.training.preparation import prepare

PICTURE = Volume(28, 28, 1)
LAYERS = (Conv(filters=3, size=5, stride=2), BatchNorm(), RELU, MaxPool(size=2), Flatten(), Dense(units=10))
PLAIN = Architecture(name="plain", input=PICTURE, layers=LAYERS)
CONFIG = TrainingConfig(batch_size=32, label_smoothing=0.1, seed=7)
NORMALISATION = Normalisation(mean=0.1, std=0.3)


@pytest.fixture(scope="module")
def images(digits):
    return digits.train


def descent_of(images, architecture=PLAIN, config=CONFIG, **options):
    return Descent(architecture, config, images, NORMALISATION, **options)


class Textbook:
    """The same by hand: the plain network, PyTorch's loss and gradients, nothing of ours but the batch's rows."""

    def __init__(self, images, rows, network):
        self.network = network.train()
        self.x = (torch.from_numpy(images.images[rows].copy()).float() / 255 - NORMALISATION.mean) / NORMALISATION.std
        self.labels = torch.from_numpy(images.labels[rows])

    def loss(self):
        return functional.cross_entropy(self.network(self.x), self.labels, label_smoothing=CONFIG.label_smoothing)

    def step(self, rate):
        """The gradients before it."""
        weights = list(self.network.parameters())
        gradients = torch.autograd.grad(self.loss(), weights)
        with torch.no_grad():
            for weight, gradient in zip(weights, gradients, strict=True):
                weight -= rate * gradient
        return gradients


def test_the_batch_is_one_of_its_training(images):
    batches = prepare(PLAIN, CONFIG, images, NORMALISATION).batches
    for number, rows in enumerate(islice(batches.epoch(1), 3), 1):
        np.testing.assert_array_equal(descent_of(images, number=number).rows, rows.numpy())
    *_, last = batches.epoch(1)
    np.testing.assert_array_equal(descent_of(images, number=10_000).rows, last.numpy())


def test_loss_and_gradient_are_those_of_autograd(images):
    descent = descent_of(images)
    textbook = Textbook(images, descent.rows, Network(PLAIN, CONFIG.seed))
    assert descent.loss == pytest.approx(textbook.loss().item(), rel=1e-5)
    filters = textbook.network.layers[0].weight.detach().numpy().copy()
    gradients = textbook.step(0.0)
    np.testing.assert_allclose(descent.filters, filters, rtol=1e-6)
    np.testing.assert_allclose(descent.gradient, gradients[0].numpy(), rtol=1e-3, atol=1e-6)
    assert descent.slope == pytest.approx(sum(it.square().sum().item() for it in gradients), rel=1e-4)


def test_the_loss_after_a_step_is_that_of_the_weights_less_rate_times_gradient(images):
    descent = descent_of(images)
    rates = (0.01, 0.3, 2.0)
    for rate, found in zip(rates, descent.losses_along(rates), strict=True):
        textbook = Textbook(images, descent.rows, Network(PLAIN, CONFIG.seed))
        textbook.step(rate)
        assert found == pytest.approx(textbook.loss().item(), rel=1e-4)


def test_steps_follow_each_other_as_a_training_by_hand(images):
    descent = descent_of(images)
    list(descent.losses_along((5.0,)))  # looking about leaves no trace
    textbook = Textbook(images, descent.rows, Network(PLAIN, CONFIG.seed))
    expected = []
    for _ in range(6):
        textbook.step(0.1)
        expected.append(textbook.loss().item())
    assert list(descent.losses_of_steps(0.1, 6)) == pytest.approx(expected, rel=1e-3)
    assert expected[-1] < descent.loss


def test_small_steps_fall_as_the_slope_says(images):
    descent = descent_of(images)
    rate = 1e-4
    (after,) = descent.losses_along((rate,))
    assert descent.loss - after == pytest.approx(rate * descent.slope, rel=0.05)


def test_it_begins_with_the_weights_of_a_trained_network_and_leaves_them(images):
    trained = Network(PLAIN, seed=99).eval()
    before = {name: value.clone() for name, value in trained.state_dict().items()}
    descent = descent_of(images, trained=trained)
    list(descent.losses_of_steps(0.5, 2))
    textbook = Textbook(images, descent.rows, Network(PLAIN, seed=99))
    assert descent.loss == pytest.approx(textbook.loss().item(), rel=1e-5)
    assert all(torch.equal(value, trained.state_dict()[name]) for name, value in before.items())
    assert not trained.training


def test_dropout_and_augmentation_are_drawn_once(images):
    architecture = Architecture(name="drops", input=PICTURE, layers=(Dropout(rate=0.5), *LAYERS))
    config = CONFIG.changed(shift_px=2, rotation_deg=10)
    descent = descent_of(images, architecture, config)
    assert list(descent.losses_along((0.0, 0.0))) == pytest.approx([descent.loss] * 2, rel=1e-6)
    assert descent.loss == descent_of(images, architecture, config).loss
    assert descent.loss != descent_of(images, architecture, config.changed(seed=8)).loss
    losses = [descent.loss, *descent.losses_of_steps(0.02, 4)]
    assert all(later < earlier for earlier, later in pairwise(losses))


def test_units_over_the_picture_are_shown_as_pictures(images):
    dense = descent_of(images, find_preset("dense").architecture(PICTURE, 10))
    assert dense.filters.shape == dense.gradient.shape == (512, 1, 28, 28)
    behind = (MaxPool(size=2), Flatten(), Dense(units=10))
    pooled = descent_of(images, Architecture(name="pooled", input=PICTURE, layers=behind))
    assert pooled.filters.shape == (10, 1, 1, 196)


def test_a_rate_that_explodes_is_told_as_no_number(images):
    losses = list(descent_of(images, find_preset("notebook").architecture(PICTURE, 10)).losses_along((1e30, 0.01)))
    assert not np.isfinite(losses[0])
    assert np.isfinite(losses[1])


def test_what_does_not_fit_is_refused_as_in_training(images):
    with pytest.raises(SpecError, match="takes pictures of"):
        descent_of(images, find_preset("notebook").architecture(Volume(32, 32, 3), 10))
