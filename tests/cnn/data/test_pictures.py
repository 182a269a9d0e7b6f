"""Pictures in one folder a class: classes, parts, sizes, colours and ground; and those that cannot be read."""

import io

import numpy as np
import pytest
from PIL import Image

from cnn.data import picture
from cnn.data.source import open_source
from cnn.errors import DataError
from tests.cnn.data.making import zipped

RANDOM = np.random.default_rng(4)
GRAY = RANDOM.integers(0, 256, (4, 20, 20), np.uint8)
GRAY[:, [0, -1]] = GRAY[:, :, [0, -1]] = 0
COLOUR = RANDOM.integers(0, 256, (4, 16, 16, 3), np.uint8)


def encoded(pixels, kind="PNG", **options):
    buffer = io.BytesIO()
    picture = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def _of(pictures, names=("cat/1.png", "cat/2.png", "dog/1.png", "dog/2.png")):
    return zipped({name: encoded(pixels) for name, pixels in zip(names, pictures, strict=True)})


def _open(put, pictures, names=("cat/1.png", "cat/2.png", "dog/1.png", "dog/2.png")):
    return open_source(put("animals.zip", _of(pictures, names)))


def _notices(dataset):
    return [notice for notice in dataset.notices if not notice.startswith("Fewer than 10 rows")]


def test_gray_pictures_of_one_size_are_kept_as_they_are(put):
    dataset = _open(put, GRAY)
    assert np.array_equal(dataset.train.images[:, 0], GRAY)
    assert dataset.train.class_names == ("cat", "dog")
    assert dataset.train.labels.tolist() == [0, 0, 1, 1]
    assert _notices(dataset) == []


def test_colour_pictures_have_three_channels(put):
    dataset = _open(put, COLOUR)
    assert np.array_equal(dataset.train.images, COLOUR.transpose(0, 3, 1, 2))


def test_gray_pictures_saved_in_colour_have_one_channel(put):
    dataset = _open(put, np.repeat(GRAY[..., None], 3, axis=3))
    assert np.array_equal(dataset.train.images[:, 0], GRAY)


def test_one_colour_picture_makes_all_of_them_colour(put):
    dataset = _open(put, [*np.repeat(GRAY[:3, :16, :16, None], 3, axis=3), COLOUR[0]])
    assert dataset.train.shape == (3, 16, 16)


def test_a_folder_is_read_as_a_zip_is(put, tmp_path):
    for name, pixels in zip(("b/1.png", "b/2.jpg", "a/1.png", "a/2.PNG"), GRAY, strict=True):
        put(name, encoded(pixels, "JPEG" if name.endswith("jpg") else "PNG"))
    put(".DS_Store", b"\0")
    put("readme.txt", b"hello")
    dataset = open_source(str(tmp_path / "given"))
    assert dataset.train.class_names == ("a", "b")
    assert np.array_equal(dataset.train.images[:2, 0], GRAY[2:])


@pytest.mark.parametrize("above", ["", "set/", "a/b/"])
def test_train_and_test_folders_make_the_parts(put, above):
    names = [f"{above}{part}/{kind}/1.png" for part in ("train", "test") for kind in ("x", "y")]
    dataset = _open(put, GRAY, names)
    assert (len(dataset.train), len(dataset.test)) == (2, 2)
    assert dataset.test.labels.tolist() == [0, 1]
    assert np.array_equal(dataset.test.images[:, 0], GRAY[2:])


def test_numbers_are_sorted_by_value_and_names_kept_as_they_are(put):
    names = [f"{kind}/1.png" for kind in ("10", "9", "<b>", "2")]
    assert _open(put, GRAY, names).train.class_names == ("2", "9", "10", "<b>")


@pytest.mark.parametrize(("pictures", "side", "why"), [
    ([GRAY[0], GRAY[1], GRAY[2], GRAY[3][:10]], 28, "differ in size"),
    ([np.zeros((100, 200), np.uint8)] * 4, 28, "are 100×200"),
    ([np.zeros((97, 97, 3), np.uint8) + np.uint8([9, 0, 0])] * 4, 32, "are 97×97"),
])  # fmt: skip
def test_other_sizes_are_fitted_in_and_it_is_said(put, pictures, side, why):
    dataset = _open(put, pictures)
    assert dataset.train.shape[1:] == (side, side)
    assert why in _notices(dataset)[0]


def test_fitting_keeps_proportions_and_goes_on_with_the_ground(put):
    wide = np.full((20, 40), 30, np.uint8)
    wide[5:15, 10:30] = 200
    image = _open(put, [wide, wide, wide, wide[:, :39]]).train.images[0, 0]
    assert (image[[0, -1]] == 30).all()
    rows, columns = np.nonzero(image > 115)
    assert np.ptp(rows) + 1 in {7, 8}
    assert np.ptp(columns) + 1 in {14, 15}


def test_dark_on_light_is_inverted_and_how_it_was_judged_is_said(put):
    dataset = _open(put, 255 - GRAY)
    assert np.array_equal(dataset.train.images[:, 0], GRAY)
    assert "the edge of 4 of 4 is lighter than middle gray" in _notices(dataset)[0]


def test_colour_pictures_are_never_inverted(put):
    light = np.full((4, 16, 16, 3), 240, np.uint8)
    light[:, 4:8, 4:8] = [200, 0, 0]
    assert np.array_equal(_open(put, light).train.images, light.transpose(0, 3, 1, 2))


def test_depths_palettes_and_transparency_come_to_the_same_bytes(put):
    ink = np.where(GRAY[0] > 99, 255, 0).astype(np.uint8)
    see_through = np.zeros((20, 20, 4), np.uint8)
    see_through[..., :3], see_through[..., 3] = 255, ink
    kinds = [
        Image.fromarray(ink),
        Image.fromarray(ink.astype(np.uint16) * 257),
        Image.fromarray(ink).convert("1"),
        Image.fromarray(ink).convert("P"),
        Image.fromarray(see_through),
    ]
    dataset = _open(put, kinds, ["a/1.png", "a/2.png", "a/3.png", "a/4.png", "b/1.png"])
    assert dataset.train.shape == (1, 20, 20)
    assert all(np.array_equal(image[0], ink) for image in dataset.train.images)


def test_dark_ink_on_nothing_is_read_as_dark_on_white(put):
    see_through = np.zeros((20, 20, 4), np.uint8)
    see_through[5:9, 5:9, 3] = 255
    dataset = _open(put, [see_through] * 4)
    assert dataset.train.images[0, 0, 6, 6] == 255  # inverted: light on dark
    assert dataset.train.images[0, 0, 0, 0] == 0


def test_a_picture_that_lies_on_its_side_is_turned(put):
    turned = Image.fromarray(GRAY[0][:10])
    exif = Image.Exif()
    exif[0x0112] = 6
    content = zipped({f"{kind}/1.png": encoded(turned, exif=exif) for kind in "ab"})
    dataset = open_source(put("a.zip", content))
    assert dataset.train.shape == (1, 20, 10)
    assert np.array_equal(dataset.train.images[0, 0], np.rot90(GRAY[0][:10], -1))


PICTURE = encoded(GRAY[0])
REFUSED = {
    "one class": ({"cat/1.png": PICTURE, "cat/2.png": PICTURE}, "1 class folder ('cat'), expected 2"),
    "no folders": ({"1.png": PICTURE, "2.png": PICTURE}, "in no folder"),
    "one beside the folders": ({"a/1.png": PICTURE, "b/1.png": PICTURE, "c.png": PICTURE}, "'c.png' at another depth"),
    "train and test alone": ({"train/1.png": PICTURE, "test/1.png": PICTURE}, "2 class folders"),
    "a class in the test part only": (
        {"train/a/1.png": PICTURE, "train/b/1.png": PICTURE, "test/c/1.png": PICTURE},
        "the class 'c' in the test part only",
    ),
    "no training part": ({"test/a/1.png": PICTURE, "test/b/1.png": PICTURE}, "0 class folders"),
    "cut off": ({"a/1.png": PICTURE, "b/1.png": PICTURE[:-60]}, "a.zip: b/1.png: found a damaged file"),
    "damaged": ({"a/1.png": PICTURE, "b/1.png": PICTURE[:60] + b"x" * 40 + PICTURE[100:]}, "b/1.png: found a damaged"),
    "text": ({"a/1.png": PICTURE, "b/1.png": b"hello"}, "b/1.png: found a damaged file or none of a picture"),
    "empty": ({"a/1.png": PICTURE, "b/1.png": b""}, "b/1.png: found a damaged file or none of a picture"),
    "GIF": ({"a/1.png": PICTURE, "b/1.png": encoded(GRAY[0], "GIF")}, "b/1.png: found a damaged file or none"),
    "huge": ({"a/1.png": PICTURE, "b/1.png": encoded(Image.new("1", (5000, 10)))}, "a picture of 5000×10"),
    "bomb": ({"a/1.png": PICTURE, "b/1.png": encoded(Image.new("1", (10_000, 10_000)))}, "far too many pixels"),
}


@pytest.mark.parametrize(("files", "found"), REFUSED.values(), ids=REFUSED.keys())
def test_pictures_that_make_no_classes_or_cannot_be_read_are_refused(put, files, found):
    with pytest.raises(DataError) as refusal:
        open_source(put("a.zip", zipped(files)))
    assert found in str(refusal.value)


def test_asking_for_another_number_of_classes_is_refused(put):
    path = put("animals.zip", _of(GRAY))
    assert len(open_source(path, classes=2).train.class_names) == 2
    with pytest.raises(DataError, match="2 class folders, expected 10 as asked for"):
        open_source(path, classes=10)


@pytest.mark.parametrize(
    ("cap", "value", "found"),
    [
        ("cnn.data.pictures.MAX_PICTURES", 3, "4 pictures, expected at most 3"),
        ("cnn.data.pictures.MAX_PIXELS", 1599, "4 pictures of 20×20"),
        ("cnn.data.archives.entry.MAX_BYTES", 500, "unpacked"),
        ("cnn.data.picture.MAX_FILE_BYTES", 50, "MiB"),
    ],
)
def test_too_many_pictures_are_refused(put, monkeypatch, cap, value, found):
    path = put("animals.zip", _of(GRAY))
    if "MAX_BYTES" in cap and "entry" in cap:
        monkeypatch.setattr("cnn.data.opening.entry_of", _without_cap(monkeypatch, cap, value))
    else:
        monkeypatch.setattr(cap, value)
    with pytest.raises(DataError, match=found):
        open_source(path)


def _without_cap(monkeypatch, cap, value):
    """Lets the archive itself in, and applies the cap to what is in it."""
    from cnn.data.archives.entry import entry_of

    def enter(*arguments):
        entry = entry_of(*arguments)
        monkeypatch.setattr(cap, value)
        return entry

    return enter


def test_the_edge_of_a_picture_counts_each_pixel_once():
    assert sorted(picture.edge_of(np.arange(12).reshape(3, 4)).tolist()) == [0, 1, 2, 3, 4, 7, 8, 9, 10, 11]
