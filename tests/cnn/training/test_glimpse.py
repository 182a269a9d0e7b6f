"""What is shown before a training is what its network is then shown, pixel by pixel."""

from threading import current_thread, main_thread

import numpy as np
import pytest

from cnn.data.split import divide
from cnn.errors import ConfigError, DataError
from cnn.training.glimpse import first_of_epoch
from cnn.training.loop import train
from cnn.training.part import Part

CHANGED = {"rotation_deg": 20, "elastic_px": 1.0, "shift_px": 2, "seed": 5}


@pytest.fixture
def shown(monkeypatch):
    """The rows and pixels that the first part of a training was shown, the one in the thread that asks, in order."""
    seen = []
    see = Part.see

    def spy(part, rows):
        x, labels = see(part, rows)
        if current_thread() is main_thread():
            seen.append((rows.clone(), x.clone()))
        return x, labels

    monkeypatch.setattr(Part, "see", spy)
    return seen


@pytest.mark.parametrize("count", [1, 2])
def test_it_is_what_the_network_is_shown(digits, tiny, quick, shown, threads, count):
    threads(count)
    config = quick.changed(**CHANGED, epochs=2, batch_size=64)
    for _ in train(tiny, config, digits.train):
        pass
    steps = shown[:]
    for epoch in (1, 2):
        rows, x = steps[(epoch - 1) * len(steps) // 2]
        glimpse = first_of_epoch(tiny, config, digits.train, epoch, most=8)
        assert glimpse.rows.tolist() == rows[:8].tolist()
        np.testing.assert_array_equal(glimpse.after, (255 * x[:8]).round().byte().numpy())


def test_the_images_before_are_those_of_the_rows(digits, tiny, quick):
    glimpse = first_of_epoch(tiny, quick.changed(**CHANGED), digits.train, 1, most=6)
    assert glimpse.before.shape == glimpse.after.shape == (6, 1, 28, 28)
    np.testing.assert_array_equal(glimpse.before, digits.train.images[glimpse.rows])
    assert (glimpse.before != glimpse.after).any((1, 2, 3)).all()


def test_without_augmentation_they_are_shown_as_they_are(digits, tiny, quick):
    glimpse = first_of_epoch(tiny, quick, digits.train, 3, most=6)
    np.testing.assert_array_equal(glimpse.before, glimpse.after)


def test_they_are_of_the_training_part(digits, tiny, quick):
    training, _ = divide(digits.train, quick.validation_share, quick.seed)
    assert np.isin(first_of_epoch(tiny, quick, digits.train, 1, most=32).rows, training).all()


def test_every_epoch_begins_with_others(digits, tiny, quick):
    first, second = (first_of_epoch(tiny, quick, digits.train, epoch, most=8).rows for epoch in (1, 2))
    assert first.tolist() != second.tolist()


def test_what_a_training_would_refuse_is_refused(digits, tiny, quick):
    unlabelled = type(digits.train)(digits.train.images, None)
    with pytest.raises(DataError, match="no labels"):
        first_of_epoch(tiny, quick, unlabelled, 1, most=8)
    with pytest.raises(ConfigError, match="leaves no row to train on"):
        first_of_epoch(tiny, quick.changed(validation_share=0.9), digits.train.take(np.arange(3)), 1, most=8)
