"""The preview shows real images and what augmentation makes of them, drawn anew when asked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn.training.config import TrainingConfig
from dashboard.widgets import augmentation_preview as widget

ON = TrainingConfig(rotation_deg=20, elastic_px=1)


@pytest.fixture
def strips(monkeypatch):
    """The strips shown, (N, C, H, W) each, in the order they were shown."""
    shown = []
    monkeypatch.setattr(widget, "show_strip", lambda images, alt, width_px: shown.append(np.array(images)))
    return shown


@pytest.fixture
def look(digits):
    """Opens the preview on the built-in digits."""

    def script(images, config):
        from dashboard.widgets.augmentation_preview import augmentation_preview

        augmentation_preview(images, config, key="train")

    def open_it(config=ON, images=digits.train):
        page = AppTest.from_function(script, args=(images, config), default_timeout=60).run()
        assert not page.exception
        return page

    return open_it


def test_without_augmentation_it_says_so(look, strips):
    page = look(TrainingConfig())
    assert [caption.value for caption in page.caption] == [
        "Augmentation is off: the network sees every training image as it is."
    ]
    assert not strips
    assert not page.button


def test_one_image_of_each_class_stands_above_its_versions(look, strips, digits):
    look()
    originals, versions = strips
    firsts = [np.flatnonzero(digits.train.labels == label)[0] for label in range(widget.MOST_IMAGES)]
    np.testing.assert_array_equal(originals, digits.train.images[firsts])
    assert versions.shape == (widget.MOST_IMAGES, 1, widget.VERSIONS * 28, 28)
    assert versions.dtype == np.uint8


def test_each_column_holds_versions_of_the_image_above_it(look, strips):
    """With hardly any change they are nearly the image itself."""
    look(TrainingConfig(shift_px=0.001))
    originals, versions = strips
    for image, column in zip(originals, versions, strict=True):
        for version in np.split(column, widget.VERSIONS, axis=1):
            assert np.abs(version.astype(int) - image).max() <= 2


def test_every_version_is_another(look, strips):
    look()
    _, versions = strips
    of_the_first = np.split(versions[0], widget.VERSIONS, axis=1)
    assert len({version.tobytes() for version in of_the_first}) == widget.VERSIONS


def test_a_button_draws_again_and_leaves_the_images_above(look, strips):
    page = look()
    (button,) = page.button
    assert button.label == "Draw again"
    button.click().run()
    assert not page.exception
    first_originals, first, originals, second = strips
    np.testing.assert_array_equal(first_originals, originals)
    assert (first != second).any()


def test_the_draw_stays_until_another_is_asked_for(look, strips):
    look().run()
    _, first, _, second = strips
    np.testing.assert_array_equal(first, second)


def test_images_without_labels_are_shown_as_well(look, strips, digits):
    look(images=replace(digits.train, labels=None))
    np.testing.assert_array_equal(strips[0], digits.train.images[: widget.MOST_IMAGES])


def test_pictures_are_shown_with_words_beside_them(look):
    page = look()
    assert [caption.value for caption in page.caption] == [
        "Training images as they are",
        "and as the network may see them, drawn anew each time",
    ]
    assert len(page.image) == 2


def test_pytorch_is_loaded_only_where_something_is_shown(python):
    code = (
        "import sys\n"
        "from cnn.training.config import TrainingConfig\n"
        "from dashboard.widgets.augmentation_preview import augmentation_preview\n"
        "augmentation_preview(None, TrainingConfig(), 'train')\n"
        "print('torch' in sys.modules)"
    )
    out, _ = python("-c", code).communicate()
    assert out.strip() == "False"
