"""A model that was exported here, elsewhere: checked, then kept as a run like any other."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from cnn.errors import ExportError
from cnn.export.carried import Carried, read_carried
from cnn.files import write_bytes
from cnn.model.architecture import Architecture
from cnn.model.shapes import check_classes
from cnn.runs.allowance import check_room
from cnn.runs.record import DataRecord, RunRecord, State, versions
from cnn.runs.run import Run
from cnn.runs.store import RunStore, new_id
from cnn.training.checkpoint import are_finite, load_network
from cnn.training.config import TrainingConfig
from cnn.visitor import present


def adopt(store: RunStore, path: Path, shown_as: str = "") -> Run:
    """Keep the model in this zip as a finished run; nothing is written before everything in it was checked.

    shown_as: what people call the file, where it is not as its path says.
    Raises ExportError, SpecError or RunError saying what is wrong with it, VisitorError where there is no room for it.
    """
    about, weights = read_carried(path, shown_as or path.name)
    architecture = about.network
    check_classes(architecture, len(about.class_names))
    for number, content in enumerate(weights, 1):
        _check(content, architecture, number)
    check_room(store, sum(map(len, weights)))
    state = State(status="finished", validation_accuracy=about.validation_accuracy)

    def fill(folder: Path) -> None:
        unfinished = Run(folder)
        for number, content in enumerate(weights, 1):
            write_bytes(unfinished.weights_of(number), content)
        unfinished.log.path.touch()

    return store.add(_record(about, architecture), state, fill)


def _check(content: bytes, architecture: Architecture, number: int) -> None:
    """Raises RunError or ExportError unless these are the weights of such a network."""
    with TemporaryDirectory() as place:
        file = Path(place) / f"network {number}.safetensors"
        file.write_bytes(content)
        network = load_network(file, architecture)
    if not are_finite(network.state_dict()):
        raise ExportError(f"The weights of network {number} are not all numbers: export the model again.")


def _record(about: Carried, architecture: Architecture) -> RunRecord:
    volume = architecture.input
    return RunRecord(
        id=new_id(),
        name=about.name,
        created=datetime.now().isoformat(timespec="seconds"),
        owner=present().owner,
        preset=None,
        architecture=architecture,
        config=TrainingConfig(members=about.members, views=about.views, validation_share=0.0),
        normalisation=about.normalisation,
        data=DataRecord(
            source="",
            title=about.trained_on or "unknown data",
            class_names=about.class_names,
            shape=(volume.depth, volume.height, volume.width),
            rows=0,
            fingerprint=about.fingerprint,
        ),
        versions=versions(),
        command="python -m cnn adopt FILE",
    )
