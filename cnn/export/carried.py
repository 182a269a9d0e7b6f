"""The weights with what is needed to use them, in a form that any program can read: safetensors and JSON."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnn.data.normalisation import Normalisation
from cnn.errors import ExportError
from cnn.model.architecture import Architecture, parse_architecture
from cnn.runs.run import Run

SCHEMA = 1
DESCRIPTION = "model.json"
LARGEST_BYTES = 2 * 1024**3


class Carried(BaseModel):
    """``model.json``: everything about a model but its weights.

    members: how many networks are averaged; their weights are in ``model.safetensors``, ``model.2.safetensors``, ….
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    schema_version: Annotated[int, Field(ge=1)] = SCHEMA
    name: Annotated[str, Field(max_length=400)]
    architecture: dict[str, Any]
    normalisation: Normalisation
    class_names: Annotated[tuple[str, ...], Field(min_length=2, max_length=1000)]
    members: Annotated[int, Field(ge=1, le=50)] = 1
    views: Annotated[int, Field(ge=1, le=32)] = 1
    trained_on: str = ""
    fingerprint: str = ""
    validation_accuracy: float | None = None

    @property
    def network(self) -> Architecture:
        """Its architecture; raises SpecError where it is none."""
        return parse_architecture(self.architecture)


def weights_name(member: int) -> str:
    """What the file of a network is called, the first of which is number 1."""
    return "model.safetensors" if member == 1 else f"model.{member}.safetensors"


def carried_files(run: Run) -> dict[str, bytes]:
    """``model.json`` and the weights of every network of a run, by file name."""
    record, files = run.record, run.member_weights
    about = Carried(
        name=run.name,
        architecture=record.architecture.model_dump(),
        normalisation=record.normalisation,
        class_names=record.data.class_names,
        members=len(files),
        views=record.config.views,
        trained_on=record.data.title,
        fingerprint=record.data.fingerprint,
        validation_accuracy=run.state.validation_accuracy,
    )
    description = json.dumps(about.model_dump(), indent=2, ensure_ascii=False).encode() + b"\n"
    return {DESCRIPTION: description, **{weights_name(k): path.read_bytes() for k, path in enumerate(files, 1)}}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files in one zip, the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def read_carried(path: Path, name: str) -> tuple[Carried, list[bytes]]:
    """What a zip that was exported here carries: its description, and the bytes of each network's weights.

    name: what people call the file. Nothing is unpacked to disk.
    Raises ExportError where it is no such zip, SpecError for its architecture.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
            if DESCRIPTION not in sizes:
                raise ExportError(f"{name} holds no {DESCRIPTION}: give a zip that was exported by this program.")
            if (total := sum(sizes.values())) > LARGEST_BYTES:
                raise ExportError(
                    f"{name} unpacks to {total / 1024**3:.1f} GiB, more than the {LARGEST_BYTES // 1024**3} GiB that "
                    "are read: it is no model exported here."
                )
            about = _description(archive.read(DESCRIPTION), name)
            wanted = [weights_name(member) for member in range(1, about.members + 1)]
            if missing := [one for one in wanted if one not in sizes]:
                raise ExportError(f"{name} should hold {missing[0]}, which is not in it: export the model again.")
            return about, [archive.read(one) for one in wanted]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ExportError(f"{name} cannot be read as a zip ({error}): export the model again.") from error
    except OSError as error:
        raise ExportError(f"{name} cannot be read: {error.strerror or error}.") from error


def _description(content: bytes, name: str) -> Carried:
    try:
        value = json.loads(content)
        version = value.get("schema_version", SCHEMA) if isinstance(value, dict) else SCHEMA
        if isinstance(version, int) and version > SCHEMA:
            raise ExportError(
                f"{name} was exported by a newer release (schema {version}, this one reads {SCHEMA}): update this one."
            )
        return Carried.model_validate(value)
    except (ValueError, ValidationError) as error:
        first = error.errors()[0]["msg"] if isinstance(error, ValidationError) else error
        raise ExportError(f"{DESCRIPTION} in {name} does not describe a model: {first}.") from error
