"""Explore shows what a network will learn from, whatever its source, and takes files of one's own."""

import io

import numpy as np
import pytest
from PIL import Image

from dashboard.state import SOURCE
from tests.cnn.data.making import zipped


def png(seed: int) -> bytes:
    """A picture of 8×8 pixels in three colours."""
    pixels = np.random.default_rng(seed).integers(0, 256, (8, 8, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def table():
    """Makes a table of random pictures, as bytes: with labels unless told otherwise."""

    def make(rows: int, has_labels: bool = True, side_px: int = 8) -> bytes:
        random = np.random.default_rng(rows)
        pixels = random.integers(0, 256, (rows, side_px * side_px))
        names = [f"pixel{k}" for k in range(side_px * side_px)]
        header, columns = (["label", *names], [np.arange(rows) % 10, *pixels.T]) if has_labels else (names, pixels.T)
        lines = [",".join(header), *(",".join(map(str, row)) for row in np.stack(list(columns), axis=1))]
        return ("\n".join(lines) + "\n").encode()

    return make


def test_the_built_in_digits_are_shown_at_first(visit):
    visitor = visit("data/explore.py")
    assert visitor.title == "Explore"
    assert visitor.works_on == "Built-in digits: 1,500 images of 28×28×1, 297 more to predict"
    assert visitor.subheaders == ["How many of each class", "Samples by class"]
    assert len(visitor.page.image) == 10


def test_other_samples_are_other_samples(visit):
    visitor = visit("data/explore.py")
    first = [image.value for image in visitor.page.image]
    assert [image.value for image in visitor.again().page.image] == first
    assert [image.value for image in visitor.press("Other samples").page.image] != first


def test_a_source_that_is_not_here_says_so_and_another_can_be_chosen(visit):
    visitor = visit("data/explore.py").choose("Data set", "Kaggle Digit Recognizer")
    (error,) = visitor.errors
    assert "kaggle.com/c/digit-recognizer/data" in error
    assert visitor.works_on == "No data set is open"
    assert not visitor.choose("Data set", "Built-in digits").errors


def test_an_upload_is_taken_and_other_pages_work_on_it(visit, table, no_worker):
    visitor = visit("data/explore.py").hand_over(("train.csv", table(40)), ("test.csv", table(20, has_labels=False)))
    assert visitor.works_on == "train.csv + test.csv: 40 images of 8×8×1, 20 more to predict"
    assert "on train.csv + test.csv, 40 images" in visitor.go("train/train.py").works_on
    assert "**train\\.csv \\+ test\\.csv**, 40 images" in visitor.go("start/start.py").words
    assert visitor.go("data/explore.py").choose("Data set", "Built-in digits").works_on.startswith("Built-in digits")
    assert "on Built-in digits" in visitor.go("train/train.py").works_on


def test_a_refused_upload_says_why_and_the_data_set_stays(visit, table, tmp_path):
    visitor = visit("data/explore.py").hand_over(("train.csv", table(40)), ("test.csv", table(20, has_labels=False)))
    kept = visitor.page.session_state[SOURCE]
    bad = table(5).replace(b"\n1,", b"\nx,", 1)
    visitor.hand_over(("train.csv", bad))
    (error,) = visitor.errors
    assert error.startswith("train.csv")
    assert "line 3" in error
    assert visitor.page.session_state[SOURCE] == kept
    assert visitor.works_on.startswith("train.csv + test.csv: 40 images")
    assert len(list((tmp_path / "data" / "uploads").iterdir())) == 1


def test_train_and_test_swapped_are_refused(visit, table):
    visitor = visit("data/explore.py").hand_over(("train.csv", table(9, has_labels=False)), ("test.csv", table(9)))
    assert len(visitor.errors) == 1
    assert visitor.works_on.startswith("Built-in digits")


def test_images_without_labels_are_looked_at_only(visit, table):
    visitor = visit("data/explore.py").hand_over(("test.csv", table(12, has_labels=False)))
    assert visitor.works_on == "test.csv: 12 images of 8×8×1"
    assert any("no labels" in info for info in visitor.infos)
    assert visitor.subheaders == ["Samples by class"]


def test_what_was_assumed_is_said(visit, table):
    visitor = visit("data/explore.py").hand_over(("train.csv", table(40).replace(b",", b";")))
    assert any("semicolon" in info for info in visitor.infos)


def test_another_number_of_classes_can_be_asked_for(visit, table):
    letters = table(30).replace(b"\n9,", b"\n25,")
    visitor = visit("data/explore.py").hand_over(("train.csv", letters))
    assert "25" in visitor.errors[0]
    visitor.page.number_input[0].set_value(26)
    visitor.again().press("Open these files")
    assert not visitor.errors
    assert visitor.works_on.startswith("train.csv: 30 images")


def test_folders_of_pictures_say_themselves_how_many_classes_there_are(visit):
    pictures = {f"{name}/{number}.png": png(number) for name in ("cat", "dog", "owl") for number in range(4)}
    visitor = visit("data/explore.py").hand_over(("animals.zip", zipped(pictures)))
    assert not visitor.errors
    assert visitor.works_on == "animals.zip: 12 images of 8×8×3"


def test_a_hostile_file_name_is_shown_as_text(visit, table):
    visitor = visit("data/explore.py").hand_over(("<script>alert(1)<script> [x](y) **b** $2$.csv", table(20)))
    assert visitor.works_on.startswith("<script>alert(1)<script> [x](y) **b** $2$.csv: 20 images")
    for unescaped in ("<script>", "](y)", "**b**", "$2$"):
        assert unescaped not in visitor.words


def test_two_uploads_of_one_name_are_told_apart(visit, table):
    visitor = visit("data/explore.py").hand_over(("train.csv", table(20)))
    visitor.hand_over(("train.csv", table(30)))
    assert visitor.works_on.startswith("train.csv: 30 images")
    assert visitor.choose("Data set", "train.csv").works_on.startswith("train.csv: 20 images")
    assert visitor.choose("Data set", "train.csv (2)").works_on.startswith("train.csv: 30 images")


def test_an_upload_chosen_again_keeps_its_number_of_classes(visit, table):
    visitor = visit("data/explore.py")
    visitor.page.number_input[0].set_value(26)
    visitor.hand_over(("train.csv", table(30).replace(b"\n9,", b"\n25,")))
    visitor.choose("Data set", "Built-in digits").choose("Data set", "train.csv")
    assert visitor.works_on.startswith("train.csv: 30 images")
    assert not visitor.errors
