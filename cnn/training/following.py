"""How the first of several processes calls the others to a training, and what these do all their life."""

from __future__ import annotations

from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict
from safetensors.numpy import load, save

from cnn.data.imageset import ImageSet
from cnn.data.normalisation import Normalisation
from cnn.errors import CnnError, TrainingError
from cnn.model.architecture import Architecture
from cnn.training.company import FAILED, FAULT, Company
from cnn.training.config import TrainingConfig
from cnn.training.snapshot import State, put_together, taken_apart


class Call(BaseModel):
    """What is to be trained: as ``train`` is told, but that images and arrays come after it.

    shape, class_names, left_out, added: of the images. start: the state to go on from, without its arrays.
    """

    model_config = ConfigDict(frozen=True)

    architecture: Architecture
    config: TrainingConfig
    normalisation: Normalisation
    member: int
    shape: tuple[int, ...]
    class_names: tuple[str, ...]
    left_out: tuple[int, ...]
    added: int
    start: dict[str, Any] | None


def call(
    company: Company,
    architecture: Architecture,
    config: TrainingConfig,
    images: ImageSet,
    normalisation: Normalisation,
    member: int,
    start: State | None,
) -> None:
    """Have the others train the same, on the same images; only the first process reads files and writes them.

    Raises TrainingError for a ``start`` that several processes cannot share.
    """
    if company.is_alone:
        return
    if start and len(start["learn"]["parts"]) > 1:
        raise TrainingError(
            "This training was begun by one process whose threads each take a part of a batch: go on with it without "
            "torchrun."
        )
    company.heed_signals()
    plain, arrays = taken_apart(start) if start else (None, {})
    head = Call(
        architecture=architecture,
        config=config,
        normalisation=normalisation,
        member=member,
        shape=images.images.shape,
        class_names=images.class_names,
        left_out=tuple(images.left_out.tolist()),
        added=images.added,
        start=plain,
    )
    for content in (
        head.model_dump_json().encode(),
        np.ascontiguousarray(images.images).tobytes(),
        images.known_labels.tobytes(),
        save(arrays),
    ):
        company.told(content)


def dismiss(company: Company) -> None:
    """Tell the others, which wait for a call, that there is nothing more to do."""
    company.told(b"")
    company.leave()


def follow(company: Company) -> int:
    """Train what the first process calls for until it dismisses this one; gives the exit status.

    What goes wrong here is noted for the first process, which is the one that speaks.
    """
    from cnn.training.loop import learn  # which calls
    from cnn.training.preparation import prepare

    company.heed_signals()
    with company.holding():
        while head := company.told():
            wanted = Call.model_validate_json(head)
            images, start = _rest(company, wanted)
            try:
                prepared = prepare(
                    wanted.architecture,
                    wanted.config,
                    images,
                    wanted.normalisation,
                    wanted.member,
                    company=company,
                )
                for _ in learn(prepared, start=start):
                    pass
            except CnnError as error:
                company.note(FAULT, str(error))
                return FAILED
    company.leave()
    return 0


def _rest(company: Company, wanted: Call) -> tuple[ImageSet, State | None]:
    """The images and the state that come after a call."""
    pixels = np.frombuffer(company.told(), np.uint8).reshape(wanted.shape)
    labels = np.frombuffer(company.told(), np.int64)
    arrays = load(company.told())
    left_out = np.array(wanted.left_out, np.int64)
    images = ImageSet(pixels, labels, wanted.class_names, left_out=left_out, added=wanted.added)
    return images, put_together(wanted.start, arrays) if wanted.start else None
