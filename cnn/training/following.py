"""What all of several processes but the first do all their life: train what that one calls for."""

from __future__ import annotations

import numpy as np
from safetensors.numpy import load

from cnn.data.imageset import ImageSet
from cnn.errors import CnnError
from cnn.training.calling import Call
from cnn.training.company import FAILED, FAULT, Company
from cnn.training.loop import learn
from cnn.training.preparation import prepare
from cnn.training.snapshot import put_together
from cnn.training.state import State


def follow(company: Company) -> int:
    """Train what the first process calls for until it dismisses this one; gives the exit status.

    What goes wrong here is noted for the first process, which is the one that speaks.
    """
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
