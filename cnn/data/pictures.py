"""Pictures in one folder a class: ``<class>/x.png``, or ``train/<class>/x.png`` beside ``test/<class>/x.png``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np

from cnn.data.archives.entry import Entry, refuse_over_cap
from cnn.data.classes import MAX_CLASSES
from cnn.data.contents import Contents, Progress
from cnn.data.imageset import Images, ImageSet
from cnn.data.noticing import notices_of
from cnn.data.picture import LIGHT_FROM, Look, edge_of, holds_colour, look_at, read_picture
from cnn.data.rejection import rejection, shown
from cnn.data.tables.table import MAX_PIXELS

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg")
MAX_PICTURES = 100_000
KEPT_SIDE_PX = 96
"""Pictures that all have one size up to this keep it."""
FITTED_GRAY_PX, FITTED_COLOUR_PX = 28, 32
"""What other pictures are fitted into: the sizes of MNIST and of CIFAR-10."""

_LAYOUT = "one folder a class, as cat/1.png and dog/1.png, or train/cat/1.png and test/cat/1.png"
_SORT = "sort the pictures into such folders"


@dataclass(frozen=True)
class _Placed:
    """A picture with the part (train or test) and the class that its folders name."""

    entry: Entry
    part: str
    class_name: str


def read_pictures(file: str, entries: Sequence[Entry], classes: int | None, progress: Progress) -> Contents:
    """The pictures in ``entries``, together called ``file``; classes are named after their folders.

    One channel where all are gray, else three. Raises DataError where folders make no classes or a picture is damaged.
    """
    if len(entries) > MAX_PICTURES:
        raise rejection(file, f"{len(entries):,} pictures", f"at most {MAX_PICTURES:,}", "hand over a part of them")
    refuse_over_cap(file, sum(entry.size_bytes or 0 for entry in entries))
    placed = _placed(file, entries)
    names = _class_names(file, placed, classes)
    progress(0.0, "Looking at the pictures")
    looks = [look_at(picture.entry) for picture in placed]
    has_colour = any(
        look.may_hold_colour and holds_colour(entry.entry) for look, entry in zip(looks, placed, strict=True)
    )
    height_px, width_px, notices = _common_size(looks, has_colour)
    images = _read_all(file, placed, (3 if has_colour else 1, height_px, width_px), progress)
    progress(0.95, "Checking the pictures")
    if not has_colour:
        notices += _turn_light_on_dark(images)
    labels = np.array([names.index(picture.class_name) for picture in placed], np.int64)
    is_test = np.array([picture.part == "test" for picture in placed])
    train = ImageSet(images[~is_test], labels[~is_test], names)
    test = ImageSet(images[is_test], labels[is_test], names) if is_test.any() else None
    return Contents(train, test, (*notices, *notices_of(train, test)))


def _placed(file: str, entries: Iterable[Entry]) -> list[_Placed]:
    """Part and class of each picture, from the last two folders above it."""
    paths = [(PurePosixPath(entry.name).parts[:-1], entry) for entry in entries]
    has_parts = all(len(folders) >= 2 and folders[-2].lower() in {"train", "test"} for folders, _ in paths)
    depth = len(paths[0][0])
    above = paths[0][0][: -2 if has_parts else -1]
    for folders, entry in paths:
        if not depth or len(folders) != depth or folders[: len(above)] != above:
            raise rejection(file, f"{shown(entry.name)} at another depth or in no folder", _LAYOUT, _SORT)
    return [_Placed(entry, folders[-2].lower() if has_parts else "train", folders[-1]) for folders, entry in paths]


def _class_names(file: str, placed: Sequence[_Placed], classes: int | None) -> tuple[str, ...]:
    """The folders' names, numbers by their value; raises DataError where they are too few, too many or not as asked."""
    found = {picture.class_name for picture in placed if picture.part == "train"}
    only_test = {picture.class_name for picture in placed if picture.part == "test"} - found
    if found and only_test:
        name = shown(min(only_test))
        raise rejection(file, f"the class {name} in the test part only", "the classes of the training part", _SORT)
    if not 2 <= len(found) <= MAX_CLASSES or {name.lower() for name in found} <= {"train", "test"}:
        listed = ", ".join(shown(name) for name in sorted(found)[:3])
        count = f"{len(found):,} class folder{'s' * (len(found) != 1)} ({listed or 'none to train on'})"
        raise rejection(file, count, f"2 to {MAX_CLASSES:,} classes: {_LAYOUT}", _SORT)
    if classes is not None and classes != len(found):
        mend = "ask for as many classes as there are folders, or for none in particular"
        raise rejection(file, f"{len(found)} class folders", f"{classes} as asked for", mend)
    return tuple(sorted(found, key=lambda name: (not name.isdecimal(), int(name) if name.isdecimal() else 0, name)))


def _common_size(looks: Sequence[Look], has_colour: bool) -> tuple[int, int, list[str]]:
    """Height and width for all pictures, and what there is to say about it."""
    sizes = {(look.height_px, look.width_px) for look in looks}
    height_px, width_px = next(iter(sizes))
    if len(sizes) == 1 and min(height_px, width_px) >= 2 and max(height_px, width_px) <= KEPT_SIDE_PX:
        return height_px, width_px, []
    side_px = FITTED_COLOUR_PX if has_colour else FITTED_GRAY_PX
    why = "differ in size" if len(sizes) > 1 else f"are {height_px}×{width_px}"
    return side_px, side_px, [f"The pictures {why}: they were fitted into {side_px}×{side_px}, proportions kept."]


def _read_all(file: str, placed: Sequence[_Placed], shape: tuple[int, int, int], progress: Progress) -> Images:
    channels, height_px, width_px = shape
    if len(placed) * channels * height_px * width_px > MAX_PIXELS:
        found = f"{len(placed):,} pictures of {height_px}×{width_px}"
        expected = f"at most {MAX_PIXELS // 10**6} million pixels and channels in all"
        raise rejection(file, found, expected, "hand over fewer or smaller ones")
    images = np.empty((len(placed), *shape), np.uint8)
    for number, picture in enumerate(placed):
        progress(0.1 + 0.85 * number / len(placed), "Reading the pictures")
        images[number] = read_picture(picture.entry, height_px, width_px, channels)
    return images


def _turn_light_on_dark(images: Images) -> list[str]:
    """Invert gray pictures in place where most of them have a light edge; the sentence that says so."""
    light = sum(float(np.median(edge_of(image[0]))) >= LIGHT_FROM for image in images)
    if light * 2 <= len(images):
        return []
    np.subtract(255, images, out=images)
    judged = f"the edge of {light:,} of {len(images):,} is lighter than middle gray"
    return [f"The pictures are dark on light ({judged}): all were inverted to light on dark."]
