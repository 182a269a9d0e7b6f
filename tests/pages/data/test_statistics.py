"""Statistics shows what the images are like as a whole, one kind at a time, whatever the data."""

import numpy as np
import pytest

from dashboard import cache
from dashboard.state import SOURCE, SourceChoice
from tests.pages.visitor import read


@pytest.fixture
def look(visit):
    """Opens the page at one kind of statistics."""

    def look_at(kind, source="digits", **address):
        return visit("data/statistics.py", {SOURCE: SourceChoice(source)}, {"look": kind, **address})

    return look_at


def test_means_and_spreads_of_every_class_are_shown_at_first(visit):
    visitor = visit("data/statistics.py")
    assert visitor.title == "Statistics"
    assert visitor.works_on == "Built-in digits: 1,500 images to learn from and 297 to predict"
    assert visitor.subheaders == ["Mean", "Spread"]
    assert visitor.picture_captions[:10] == list("0123456789")
    assert visitor.picture_captions[10].startswith("0: ")


def test_pixels_are_told_in_words(look, digits):
    empty = (digits.train.images == 0).mean()
    assert f"{100 * empty:.1f} % of all pixels are empty" in look("Pixels").words


def test_the_other_part_has_other_numbers(look, digits):
    empty = (digits.test.images == 0).mean()
    assert f"{100 * empty:.1f} % of all pixels are empty" in look("Pixels", part="Test").words


def test_a_trait_is_compared_between_classes(look):
    assert "Width by class: the median goes from" in read(look("Traits", trait="Width").words)


def test_copies_there_are_none(look):
    visitor = look("Copies")
    assert set(visitor.figures.values()) == {"0"}
    assert "refused when it is opened" in visitor.words
    assert any("No two images" in success.value for success in visitor.page.success)


def test_drift_is_told_trait_by_trait(look):
    visitor = look("Drift")
    (table,) = visitor.page.dataframe
    assert table.value["Trait"].tolist()[:2] == ["Ink", "Centre, across"]
    assert set(table.value["Drift"]) == {"no more than chance"}
    assert "Mean images" in visitor.subheaders


def test_every_image_is_looked_at_once(look, monkeypatch):
    look("Pixels")
    monkeypatch.setattr(cache, "survey_of", lambda *_: pytest.fail("looked at again"))
    look("Drift")


def table(pixels, labels=None):
    """A CSV of images (N, side²), with labels where they are given."""
    names = [f"pixel{k}" for k in range(pixels.shape[1])]
    head = ",".join(["label", *names] if labels is not None else names)
    rows = pixels if labels is None else np.column_stack([labels, pixels])
    return "\n".join([head, *(",".join(map(str, row)) for row in rows)]) + "\n"


@pytest.fixture
def pixels():
    return np.random.default_rng(0).integers(0, 256, (30, 64))


def test_copies_and_labels_at_odds_are_found_and_shown(look, pixels, tmp_path):
    labels = np.arange(30) % 10
    pixels[7], pixels[29] = pixels[2], pixels[4]
    labels[29] = labels[4]
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "train.csv").write_text(table(pixels, labels))
    (folder / "test.csv").write_text(table(pixels[[4, 9]]))
    visitor = look("Copies", source=str(folder))
    assert visitor.figures == {
        "Twice in training": "2",
        "Twice in test": "0",
        "In both parts": "2",
        "Labels at odds": "1",
    }
    assert visitor.picture_captions == ["No. 3, No. 8: 2 or 7"]


@pytest.mark.parametrize("kind", ["Classes", "Pixels", "Traits", "Copies", "Drift"])
def test_images_without_labels_and_without_a_test_part(look, pixels, tmp_path, kind):
    path = tmp_path / "test.csv"
    path.write_text(table(pixels))
    visitor = look(kind, source=str(path))
    assert not visitor.errors
    assert visitor.works_on == "test.csv: 30 images to learn from"
    assert (kind == "Drift") == any("no test part" in info for info in visitor.infos)


@pytest.mark.parametrize("kind", ["Classes", "Pixels", "Traits", "Copies", "Drift"])
def test_colour_pictures(look, colour_folder, kind):
    assert not look(kind, source=str(colour_folder)).errors
