"""How the first of several processes calls the others to a training, and sends them away."""

from __future__ import annotations

from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict
from safetensors.numpy import save

from cnn.data.imageset import ImageSet
from cnn.data.normalisation import Normalisation
from cnn.errors import TrainingError
from cnn.model.architecture import Architecture
from cnn.training.company import Company
from cnn.training.config import TrainingConfig
from cnn.training.snapshot import taken_apart
from cnn.training.state import State


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
