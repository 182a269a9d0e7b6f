"""Preview shows which images a training learns from and how it changes them, with the settings of the Train page."""

import numpy as np
import pytest

from cnn.data.split import divide
from cnn.presets import find_preset
from cnn.training.glimpse import first_of_epoch
from dashboard.plan import network_for
from dashboard.state import SOURCE, Design, SourceChoice


@pytest.fixture
def preset():
    return find_preset(Design().preset)


def slider(visitor, label):
    return next(control for control in visitor.page.slider if control.label == label)


def test_both_parts_are_counted_and_compared(visit, digits, preset):
    visitor = visit("data/preview.py")
    learned, judged = divide(digits.train, preset.config.validation_share, preset.config.seed)
    assert visitor.works_on == "Built-in digits: 1,500 images to divide and to change"
    assert visitor.figures == {"To learn from": f"{len(learned):,}", "To judge on": f"{len(judged):,}"}
    assert "The shares of the classes differ by at most" in visitor.words
    first = np.sort(judged)[0]
    assert visitor.picture_captions[0] == f"{digits.train.labels[first]}, no. {first + 1:,}"
    assert visitor.downloads == ["Download which is which (CSV)"]


def test_another_share_is_another_split_here_and_under_train(visit, no_worker):
    visitor = visit("data/preview.py")
    slider(visitor, "Validation share").set_value(0.2)
    assert visitor.again().figures["To judge on"] == "300"
    visitor.go("train/train.py")
    assert slider(visitor, "Validation share").value == 0.2


def test_what_was_set_under_train_is_previewed(visit, no_worker):
    visitor = visit("train/train.py")
    slider(visitor, "Validation share").set_value(0.3)
    visitor.again().go("data/preview.py")
    assert visitor.figures["To judge on"] == "450"


def test_without_a_validation_part_that_is_said(visit):
    visitor = visit("data/preview.py")
    slider(visitor, "Validation share").set_value(0.0)
    assert "Without a validation part" in visitor.again().words
    assert not visitor.errors


def test_the_first_images_are_those_of_the_training(visit, digits, preset):
    visitor = visit("data/preview.py", address={"kind": "Augmentation", "epoch": "2"})
    glimpse = first_of_epoch(network_for(digits, Design()), preset.config, digits.train, 2, 7)
    expected = [f"{digits.train.labels[row]}, no. {row + 1:,}" for row in glimpse.rows]
    assert visitor.picture_captions[:14] == expected * 2
    assert "The first images of epoch 2" in visitor.words


def test_without_augmentation_they_are_shown_once(visit):
    visitor = visit("data/preview.py", address={"kind": "Augmentation"})
    for control in visitor.page.slider:
        if control.label != "Epoch":
            control.set_value(type(control.value)(0))
    visitor.again()
    assert len(visitor.picture_captions) == 7
    assert "Augmentation is off" in visitor.words


@pytest.mark.parametrize("kind", ["Split", "Augmentation"])
def test_colour_pictures(visit, colour_folder, kind):
    visitor = visit("data/preview.py", {SOURCE: SourceChoice(str(colour_folder))}, {"kind": kind})
    assert visitor.title == "Preview"
    assert len(visitor.errors) <= 1  # the network may be too deep for pictures so small


def test_images_without_labels_say_that_they_cannot_be_learned_from(visit, tmp_path):
    path = tmp_path / "test.csv"
    rows = "\n".join(",".join("0" * 64) for _ in range(5))
    path.write_text(",".join(f"pixel{k}" for k in range(64)) + f"\n{rows}\n")
    visitor = visit("data/preview.py", {SOURCE: SourceChoice(str(path))})
    (error,) = visitor.errors
    assert "no labels" in error
