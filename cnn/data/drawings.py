"""One's own drawings, kept as pictures in a folder a class: ``drawings/7/20260131-142530-000000.png``.

What is kept is the picture as it was drawn. It is brought to the form of MNIST when it is opened, by the very code that
does so before a network reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote

import numpy as np
import numpy.typing as npt

from cnn.data.contents import Contents
from cnn.data.imageset import ADDED, DIGITS, DRAWINGS, Dataset, Images, ImageSet
from cnn.errors import DataError, DrawingError
from cnn.files import write_atomically
from cnn.places import own_folder

MOST = 2_000
MOST_DELETED = 100
SIDE_PX = 28
NAMED = "%Y%m%d-%H%M%S-%f"

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, order=True)
class OwnDrawing:
    """One drawing, known by the time it was kept; its folder says what it is."""

    id: str
    class_name: str

    @property
    def path(self) -> Path:
        return _folder() / _folder_name(self.class_name) / f"{self.id}.png"

    @property
    def image(self) -> Pixels:
        """The drawing as a network sees it, uint8 (28, 28); raises DrawingError where the picture is spoilt."""
        try:
            return _formed(self.path, self.path.stat().st_mtime_ns)
        except OSError as error:
            raise DrawingError(f"The drawing {self.path.name} cannot be read: {error.strerror}.") from error


def all_drawings() -> list[OwnDrawing]:
    """Every drawing that is kept, the oldest first."""
    return sorted(
        OwnDrawing(path.stem, unquote(path.parent.name))
        for path in _folder().glob("*/*.png")
        if not (path.name.startswith(".") or path.parent.name.startswith("."))
    )


def keep_drawing(pixels: Pixels, class_name: str) -> OwnDrawing:
    """Keep a drawing, uint8 (h, w), (h, w, 3) or (h, w, 4), as one of this class.

    Raises DrawingError where nothing is drawn, where there are too many already, or where it cannot be written.
    """
    from PIL import Image

    from cnn.drawing import normalise

    if normalise(pixels).image is None:
        raise DrawingError("Nothing is drawn yet: draw a digit, then keep it.")
    if len(all_drawings()) >= MOST:
        raise DrawingError(f"There are {MOST:,} drawings already, which is as many as are kept: delete some first.")
    drawing = OwnDrawing(datetime.now().strftime(NAMED), class_name)
    try:
        write_atomically(drawing.path, lambda path: Image.fromarray(pixels).save(path, format="PNG"))
    except OSError as error:
        raise _unwritable(error) from error
    return drawing


def relabel(drawing: OwnDrawing, class_name: str) -> OwnDrawing:
    """Say that it is of another class; raises DrawingError where it is gone or cannot be moved."""
    return _moved(drawing, replace(drawing, class_name=class_name))


def delete(drawing: OwnDrawing) -> None:
    """Put it aside, from where ``restore`` brings it back while it is among the last hundred that were deleted."""
    aside = _aside(drawing)
    _move(drawing.path, aside)
    for path in sorted(aside.parent.glob("*.png"))[:-MOST_DELETED]:
        path.unlink(missing_ok=True)


def restore(drawing: OwnDrawing) -> None:
    """Bring a deleted drawing back; raises DrawingError where it is gone for good."""
    _move(_aside(drawing), drawing.path)


def read_drawings(class_names: Sequence[str] = DIGITS) -> Contents:
    """The drawings of these classes as images uint8 (N, 1, 28, 28), labelled by their places in ``class_names``.

    Those of other classes, and pictures that cannot be read, are left aside with a notice. Raises DataError where
    nothing is left.
    """
    images, labels, others, spoilt = [], [], [], []
    for drawing in all_drawings():
        if drawing.class_name not in class_names:
            others.append(drawing.class_name)
            continue
        try:
            images.append(drawing.image)
        except DrawingError:
            spoilt.append(drawing.path.name)
            continue
        labels.append(class_names.index(drawing.class_name))
    if not images:
        raise DataError("There are no drawings of these classes yet: draw under Draw, and keep what you drew.")
    notices = []
    if others:
        named = ", ".join(sorted(set(others)))
        notices.append(f"Drawings of other classes ({named}) are left aside: {len(others):,} of them.")
    if spoilt:
        notices.append(f"Drawings that cannot be read are left aside: {', '.join(spoilt[:3])}.")
    stacked: Images = np.stack(images)[:, None]
    return Contents(ImageSet(stacked, np.array(labels, np.int64), tuple(class_names)), notices=tuple(notices))


def with_drawings(dataset: Dataset) -> Dataset:
    """The data set with the drawings of its classes added to its training part: learned from, never judged on.

    Without any it stays what it is, with a notice. Raises DataError where its images are of another size than theirs.
    """
    images = dataset.train
    try:
        contents = read_drawings(images.class_names)
    except DataError:
        return replace(dataset, notices=(*dataset.notices, "There are no drawings of these classes to add."))
    count = len(contents.train)
    return replace(
        dataset,
        source=f"{dataset.source}{ADDED}",
        title=f"{dataset.title} and {count:,} drawing{'s' * (count != 1)}",
        train=joined(images, contents.train),
        notices=(*dataset.notices, *contents.notices),
    )


def joined(images: ImageSet, drawings: ImageSet) -> ImageSet:
    """``images`` with ``drawings`` at their end; raises DataError where they differ in size."""
    if images.shape != drawings.shape:
        channels, height, width = images.shape
        raise DataError(
            f"Drawings are {SIDE_PX}×{SIDE_PX}×1 and these images {width}×{height}×{channels}: drawings can be added "
            "only to images of their size."
        )
    return replace(
        images,
        images=_side_by_side(images, drawings),
        labels=np.concatenate((images.known_labels, drawings.known_labels)),
        known_fingerprint=images.own_fingerprint,
        added=len(drawings),
        additions=drawings.fingerprint,
    )


def _side_by_side(images: ImageSet, drawings: ImageSet) -> Images:
    """The pixels of both, remembered for the last pair: 42,000 images take a tenth of a second to copy."""
    key = (images.own_fingerprint, drawings.fingerprint)
    known = _last_joined.get(key)
    if known is None:
        known = np.concatenate((images.images, drawings.images))
        _last_joined.clear()
        _last_joined[key] = known
    return known


_last_joined: dict[tuple[str, str], Images] = {}


@lru_cache(maxsize=MOST)
def _formed(path: Path, changed_ns: int) -> Pixels:
    """The picture in the form of MNIST, remembered until it changes."""
    from cnn.drawing import normalise, read_picture

    image = normalise(read_picture(path)).image
    if image is None:
        raise DrawingError(f"The drawing {path.name} is blank.")
    image.flags.writeable = False
    return image


def _moved(drawing: OwnDrawing, target: OwnDrawing) -> OwnDrawing:
    _move(drawing.path, target.path)
    return target


def _move(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
    except FileNotFoundError as error:
        raise DrawingError(f"The drawing {source.name} is no longer there.") from error
    except OSError as error:
        raise _unwritable(error) from error


def _folder() -> Path:
    return own_folder() / DRAWINGS


def _folder_name(class_name: str) -> str:
    """A class name as the name of a folder: a slash, or a dot in front, would lead elsewhere."""
    name = quote(class_name, safe=" ")
    return f"%2E{name[1:]}" if name.startswith(".") else name


def _aside(drawing: OwnDrawing) -> Path:
    return _folder() / ".deleted" / f"{drawing.id} {_folder_name(drawing.class_name)}.png"


def _unwritable(error: OSError) -> DrawingError:
    return DrawingError(
        f"The drawing cannot be written to {_folder()}: {error.strerror or error}; make room there, or name another "
        "data folder with CNN_DATA."
    )
