"""From options to what is trained and how."""

from __future__ import annotations

from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from cnn.cli.listing import store_of
from cnn.cli.parser import given_settings
from cnn.data.imageset import Dataset
from cnn.errors import RunError, ShelfError, SpecError
from cnn.model.architecture import Architecture
from cnn.model.reading import LARGEST_BYTES, read_architecture
from cnn.model.shelf import Shelf
from cnn.model.volume import Volume
from cnn.places import networks_folder
from cnn.presets import find_preset
from cnn.runs.store import RunStore
from cnn.training.config import TrainingConfig


def planned(arguments: Namespace, dataset: Dataset) -> tuple[Architecture, TrainingConfig, str | None]:
    """What to train and how: a preset or a network of one's own, with the given settings over it."""
    given = given_settings(arguments)
    if arguments.architecture:
        return _own_network(arguments.architecture, store_of(arguments)), TrainingConfig.of(given), None
    preset = find_preset(arguments.preset)
    architecture = preset.architecture(Volume.of(dataset.train.shape), len(dataset.train.class_names))
    return architecture, preset.config.changed(**given), preset.name


def _own_network(word: str, store: RunStore) -> Architecture:
    """The network in a file, the one that was kept under that name, or that of a run."""
    try:
        with Path(word).open("rb") as file:
            return read_architecture(file.read(LARGEST_BYTES + 1))
    except FileNotFoundError:
        try:
            return Shelf(networks_folder()).find(word)
        except ShelfError as error:
            with suppress(RunError):
                return store.find(word).record.architecture
            raise SpecError(f"There is no file and no run {word!r}. {error}") from error
    except OSError as error:
        raise SpecError(f"{word} cannot be read: {error.strerror}.") from error
