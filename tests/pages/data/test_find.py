"""Find shows the images that fit what is asked, page by page, and one of them up close."""

import numpy as np
import pytest

from cnn.reading.predict import Predictor
from cnn.runs.predictions import load_predictions
from dashboard.state import SOURCE, SourceChoice
from dashboard.widgets import picture_grid


@pytest.fixture
def shown(monkeypatch):
    """The captions of the pictures of each grid that was shown."""
    grids = []

    def spy(data, **_):
        grids.append(data["captions"])
        return {}

    monkeypatch.setattr(picture_grid, "_grid", spy)
    return grids


@pytest.fixture
def find(visit, shown):
    """Opens the page with what is asked; gives the visitor and the captions on the first page."""

    def ask(source="digits", **address):
        visitor = visit("data/find.py", {SOURCE: SourceChoice(source)}, address)
        return visitor, shown[-1] if shown else []

    return ask


def test_every_image_can_be_found(find):
    visitor, captions = find()
    assert visitor.works_on == "Built-in digits: 1,500 images to learn from and 297 to predict"
    assert visitor.subheaders == ["1,500 images"]
    assert visitor.page.pagination[0].value == 1
    assert [caption.split(", ")[1] for caption in captions[:3]] == ["no. 1", "no. 2", "no. 3"]


def test_by_class(find, digits):
    visitor, captions = find(**{"class": "4"})
    rows = np.flatnonzero(digits.train.labels == 4)
    assert visitor.subheaders == [f"{len(rows):,} images"]
    assert captions[:2] == [f"4, no. {row + 1:,}" for row in rows[:2]]


def test_of_the_test_part(find):
    assert find(part="Test", no="3")[0].subheaders[0] == "297 images"
    assert find(part="Test", no="3")[0].subheaders[1].startswith("Test no. 3: ")


def test_one_image_up_close_with_those_most_like_it(find, digits):
    visitor, _ = find(no="12")
    assert visitor.subheaders[-1] == f"No. 12: {digits.train.labels[11]}"
    assert "Ink: " in visitor.words
    assert len(visitor.picture_captions) == 8
    assert not any("no. 12 " in caption for caption in visitor.picture_captions)


def test_a_number_beyond_the_images_is_passed_over(find):
    visitor, _ = find(no="99999")
    assert not visitor.errors
    assert visitor.subheaders == ["1,500 images"]


@pytest.fixture
def stored(finished):
    """The validation predictions of the finished run."""
    return load_predictions(finished.predictions, finished.record.data.class_names)


def test_what_a_network_read_wrong_the_worst_first(find, finished, stored):
    visitor, captions = find(run=finished.id, outcome="wrong", order="Worst first")
    wrong = np.flatnonzero(stored.predicted != stored.labels)
    assert visitor.subheaders[0].startswith(f"{len(wrong)} image")
    beliefs = stored.probs[wrong, stored.labels[wrong]]
    assert captions[0].endswith(f"no. {stored.rows[wrong[beliefs.argmin()]] + 1:,}")
    assert ", read as " in captions[0]


def test_by_what_was_read_and_how_surely(find, finished, stored):
    _, captions = find(run=finished.id, read="3", sure=["50", "100"], order="Least sure first")
    sure = np.flatnonzero((stored.predicted == 3) & (stored.confidence >= 0.5))
    first = sure[stored.confidence[sure].argmin()]
    assert captions[0].endswith(f"no. {stored.rows[first] + 1:,}")


def test_where_nothing_fits_that_is_said(find, finished):
    visitor, _ = find(run=finished.id, sure=["1", "2"])
    assert visitor.subheaders == ["0 images"]
    assert any("No image is all of this" in info for info in visitor.infos)


def test_all_images_are_predicted_once_when_asked(find, finished, digits, monkeypatch):
    visitor, _ = find(run=finished.id, rows="all", outcome="right")
    probs = Predictor.of_run(finished).probs(digits.train.images)
    right = int((probs.argmax(1) == digits.train.labels).sum())
    assert visitor.subheaders == [f"{right:,} images"]
    assert "was trained on most of these images" in visitor.words
    monkeypatch.setattr(Predictor, "probs", lambda *_: pytest.fail("predicted again"))
    assert not visitor.again().errors


def test_an_image_that_was_trained_on_is_read_too(find, finished, stored):
    row = int(np.setdiff1d(np.arange(1500), stored.rows)[0])
    visitor, _ = find(run=finished.id, no=str(row + 1))
    assert " %)" in visitor.subheaders[-1]


def test_a_network_for_other_pictures_is_not_offered(find, finished, colour_folder):
    visitor, captions = find(source=str(colour_folder))
    (network,) = (box for box in visitor.page.selectbox if box.label == "Network")
    assert network.options == ["No network"]
    assert captions[0] == "cat, no. 1"


def test_images_without_labels_can_be_found_by_what_is_read(find, finished, digits):
    visitor, _ = find(part="Test", run=finished.id, read="0")
    assert not visitor.errors
