"""Drawings are kept as pictures by class, read as they are read on the pad, and added to what is learned from."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from cnn.data import drawings
from cnn.data.drawings import all_drawings, delete, joined, keep_drawing, read_drawings, relabel, restore
from cnn.data.imageset import ImageSet
from cnn.data.source import open_source
from cnn.data.split import divide, split_rows
from cnn.drawing import normalise
from cnn.errors import DataError, DrawingError


def stroke(slant=0):
    """A pad with one stroke on it."""
    paper = Image.new("RGBA", (280, 280), "#F5F6F8")
    ImageDraw.Draw(paper).line((140 + slant, 50, 140 - slant, 230), "#1B1F27", 20)
    return np.asarray(paper)


def test_a_drawing_is_read_as_a_network_reads_it_on_the_pad():
    keep_drawing(stroke(20), "7")
    keep_drawing(stroke(), "1")
    images = read_drawings().train
    assert images.images.shape == (2, 1, 28, 28)
    assert np.array_equal(images.images[0, 0], normalise(stroke(20)).image)
    assert images.labels.tolist() == [7, 1]
    assert images.class_names == tuple("0123456789")


def test_it_lies_as_a_picture_in_a_folder_named_after_its_class(tmp_path):
    drawing = keep_drawing(stroke(), "7")
    (path,) = (tmp_path / "data" / "drawings" / "7").iterdir()
    assert path == drawing.path
    assert np.array_equal(np.asarray(Image.open(path)), stroke())


@pytest.mark.parametrize("name", ["T-shirt/top", "..", ".hidden", "ka %2F", "a\\b"])
def test_a_class_of_any_name_has_a_folder_of_its_own(name, tmp_path):
    drawing = keep_drawing(stroke(), name)
    assert drawing.path.parent.parent == tmp_path / "data" / "drawings"
    assert all_drawings() == [drawing]
    assert read_drawings(("x", name)).train.labels.tolist() == [1]


def test_nothing_drawn_is_nothing_kept():
    with pytest.raises(DrawingError, match="Nothing is drawn"):
        keep_drawing(np.full((280, 280, 4), 255, np.uint8), "7")
    assert all_drawings() == []


def test_there_are_only_so_many(monkeypatch):
    monkeypatch.setattr(drawings, "MOST", 1)
    keep_drawing(stroke(), "1")
    with pytest.raises(DrawingError, match="delete some first"):
        keep_drawing(stroke(), "1")


def test_another_class_and_back_and_away_and_back():
    first = keep_drawing(stroke(), "1")
    moved = relabel(first, "7")
    assert all_drawings() == [moved]
    delete(moved)
    assert all_drawings() == []
    restore(moved)
    assert all_drawings() == [moved]
    assert relabel(moved, "1") == first


def test_what_is_gone_cannot_be_changed():
    drawing = keep_drawing(stroke(), "1")
    delete(drawing)
    for act in (delete, lambda it: relabel(it, "2")):
        with pytest.raises(DrawingError, match="no longer there"):
            act(drawing)


def test_of_the_deleted_only_the_last_ones_can_come_back(monkeypatch):
    monkeypatch.setattr(drawings, "MOST_DELETED", 2)
    kept = [keep_drawing(stroke(), "1") for _ in range(3)]
    for drawing in kept:
        delete(drawing)
    restore(kept[2])
    with pytest.raises(DrawingError, match="no longer there"):
        restore(kept[0])


def test_a_picture_that_changes_is_read_anew():
    drawing = keep_drawing(stroke(), "1")
    before = drawing.image
    other = keep_drawing(stroke(60), "1")
    drawing.path.write_bytes(other.path.read_bytes())
    assert not np.array_equal(drawing.image, before)


def test_what_cannot_be_read_is_left_aside_with_a_notice():
    keep_drawing(stroke(), "1")
    spoilt = keep_drawing(stroke(), "1")
    spoilt.path.write_bytes(b"no picture")
    keep_drawing(stroke(), "ka")
    contents = read_drawings()
    assert len(contents.train) == 1
    assert contents.notices == (
        "Drawings of other classes (ka) are left aside: 1 of them.",
        f"Drawings that cannot be read are left aside: {spoilt.path.name}.",
    )


def test_the_word_opens_them():
    with pytest.raises(DataError, match="no drawings of these classes yet"):
        open_source("drawings")
    keep_drawing(stroke(), "1")
    dataset = open_source("drawings")
    assert (dataset.title, len(dataset.train), dataset.test) == ("My drawings", 1, None)


def test_they_are_added_at_the_end_of_what_is_learned_from():
    plain = open_source("digits")
    for _ in range(3):
        keep_drawing(stroke(), "1")
    dataset = open_source("digits+drawings")
    images = dataset.train
    assert dataset.source == "digits+drawings"
    assert dataset.own_source == "digits"
    assert dataset.title == "Built-in digits and 3 drawings"
    assert len(images) == len(plain.train) + 3
    assert images.labels[-3:].tolist() == [1, 1, 1]
    assert np.array_equal(images.images[:1500], plain.train.images)
    assert images.own_fingerprint == plain.train.fingerprint
    assert images.fingerprint not in (plain.train.fingerprint, read_drawings().train.fingerprint)
    assert len(dataset.test) == len(plain.test)


def test_validation_stays_with_the_rows_it_had_and_no_drawing_is_judged_on():
    keep_drawing(stroke(), "1")
    images = open_source("digits+drawings").train
    learned, judged = divide(images, 0.1, 4)
    learned_alone, judged_alone = split_rows(1500, 0.1, 4)
    assert np.array_equal(judged, judged_alone)
    assert learned.tolist() == [*learned_alone, 1500]


def test_without_drawings_the_data_stays_what_it_is():
    dataset = open_source("digits+drawings")
    assert dataset.source == "digits"
    assert dataset.notices == ("There are no drawings of these classes to add.",)


def test_images_of_another_size_are_refused():
    keep_drawing(stroke(), "1")
    small = ImageSet(np.zeros((2, 1, 8, 8), np.uint8), np.zeros(2, np.int64))
    with pytest.raises(DataError, match="Drawings are 28×28×1 and these images 8×8×1"):
        joined(small, read_drawings().train)


def test_what_was_joined_before_is_not_taken_for_other_drawings():
    plain = open_source("digits").train
    first = keep_drawing(stroke(), "1")
    before = joined(plain, read_drawings().train)
    keep_drawing(stroke(30), "1")
    delete(first)
    after = joined(plain, read_drawings().train)
    assert before.images.shape == after.images.shape
    assert not np.array_equal(before.images[-1], after.images[-1])
