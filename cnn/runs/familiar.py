"""What a run's network was trained on, as the network sees it: read from the run's folder, or made there once."""

from __future__ import annotations

import hashlib
from contextlib import suppress

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from cnn.data.imageset import DIGITS
from cnn.data.source import open_source
from cnn.data.split import divide
from cnn.errors import CnnError
from cnn.files import write_bytes
from cnn.reading.familiarity import Familiarity, fit
from cnn.reading.predict import Predictor
from cnn.runs.data import as_it_was, source_of
from cnn.runs.run import Run
from cnn.runs.store import STARTER_ID, RunStore

FILE = "familiar.safetensors"


def witness_for(run: Run, store: RunStore) -> Run:
    """The run whose network is to say what resembles the training's images.

    Of drawn digits that is the starter, whatever run reads them: it was trained on many hands and pens, and its maps
    tell letters and scribbles from digits better than those of most networks (``python -m benchmarks.doubts``, also
    with ``--of-its-own``). Of anything else it is the run itself.
    """
    if run.record.data.class_names == DIGITS:
        with suppress(CnnError):
            starter = store.get(STARTER_ID)
            if (starter.folder / FILE).is_file():
                return starter
    return run


def familiarity_of(run: Run, predictor: Predictor) -> Familiarity | None:
    """What is familiar to the first network of a run; None where its data is not here any more.

    The first time it is made of the data, within a second or two, and kept in the run's folder where that can be
    written.
    """
    if (kept := _read(run)) is not None:
        return kept
    try:
        images = as_it_was(run, open_source(source_of(run), run.record.data.classes))
        config = run.record.config
        made = fit(predictor, images, *divide(images, config.validation_share, config.seed))
    except CnnError:
        return None
    with suppress(OSError):
        keep(run, made)
    return made


def keep(run: Run, familiarity: Familiarity) -> None:
    """Write it into a run's folder; raises OSError where that cannot be done."""
    arrays = {
        "centres": familiarity.centres,
        "directions": familiarity.directions,
        "variances": familiarity.variances,
        "rest": np.array([familiarity.rest]),
        "limit": np.array([familiarity.limit]),
    }
    write_bytes(run.folder / FILE, save(arrays, {"weights": _digest(run)}))


def _read(run: Run) -> Familiarity | None:
    """What was kept; None where nothing was, or it is of other weights or spoilt."""
    try:
        with safe_open(run.folder / FILE, framework="np") as file:
            if file.metadata()["weights"] != _digest(run):
                return None
            return Familiarity(
                centres=file.get_tensor("centres"),
                directions=file.get_tensor("directions"),
                variances=file.get_tensor("variances"),
                rest=float(file.get_tensor("rest")[0]),
                limit=float(file.get_tensor("limit")[0]),
            )
    except (OSError, SafetensorError, KeyError, TypeError):
        return None


def _digest(run: Run) -> str:
    """What tells the weights of a run's first network from others."""
    with run.weights.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:16]
