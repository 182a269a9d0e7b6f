"""Data, network and settings that do not go together are refused before any work is done."""

from dataclasses import replace

import numpy as np
import pytest

from cnn.data.imageset import ImageSet
from cnn.errors import ConfigError, DataError, SpecError
from cnn.model.architecture import Architecture
from cnn.model.layers import BatchNorm, Conv, Dense, Flatten, Residual
from cnn.model.volume import Volume
from cnn.training.fit import check_fit


@pytest.fixture
def images():
    """A hundred blank pictures."""
    return ImageSet(np.zeros((100, 1, 28, 28), np.uint8), np.arange(100) % 10)


def test_what_fits_is_let_through(tiny, quick, images):
    check_fit(tiny, quick, images)


@pytest.mark.parametrize(
    ("error", "sentence", "change"),
    [
        (DataError, "no labels", {"labels": None}),
        (SpecError, "fully connected layer of 26 units", {"class_names": tuple("abcdefghijklmnopqrstuvwxyz")}),
        (SpecError, "28×28×1, but those of the data are 32×28×1", {"images": np.zeros((100, 1, 28, 32), np.uint8)}),
        (SpecError, "28×28×1, but those of the data are 28×28×3", {"images": np.zeros((100, 3, 28, 28), np.uint8)}),
    ],
)
def test_data_the_network_cannot_learn_from_is_refused(tiny, quick, images, error, sentence, change):
    with pytest.raises(error, match=sentence):
        check_fit(tiny, quick, replace(images, **change))


def test_settings_that_leave_no_row_are_refused(tiny, quick, images):
    with pytest.raises(ConfigError, match="no row to train on"):
        check_fit(tiny, quick, images.take(np.arange(1)))


FLAT = (Flatten(), Dense(units=10), BatchNorm())
ONE_PIXEL = (Conv(filters=2, size=28), BatchNorm(), Flatten(), Dense(units=10))
INSIDE = (Conv(filters=2, size=28), Residual(layers=(BatchNorm(),)), Flatten(), Dense(units=10))
WIDE = (Conv(filters=2, size=27), BatchNorm(), Flatten(), Dense(units=10))


@pytest.mark.parametrize(
    ("layers", "batch_size", "fits"),
    [
        (FLAT, 1, False),
        (FLAT, 89, False),
        (FLAT, 90, True),
        (ONE_PIXEL, 89, False),
        (INSIDE, 89, False),
        (WIDE, 89, True),
        (WIDE, 1, True),
    ],
)
def test_a_batch_of_one_is_refused_where_batch_normalisation_has_nothing_to_compare(
    quick, images, layers, batch_size, fits
):
    architecture = Architecture(name="normed", input=Volume(28, 28, 1), layers=layers)
    config = quick.changed(batch_size=batch_size)
    if fits:
        check_fit(architecture, config, images)
    else:
        with pytest.raises(ConfigError, match="another batch size"):
            check_fit(architecture, config, images)
