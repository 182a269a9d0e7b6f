"""One run: a folder that a person can read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from cnn.errors import RunError, VisitorError
from cnn.files import write_json
from cnn.places import STARTER
from cnn.runs.checkpoints import Checkpoints
from cnn.runs.log import EventLog
from cnn.runs.process import is_alive
from cnn.runs.record import Notes, Request, RunRecord, State, Status
from cnn.training.events import Command
from cnn.visitor import present

File = TypeVar("File", bound=BaseModel)


@dataclass(frozen=True)
class Run:
    """The run in ``folder``; what is in its files is read when asked for, since others write them."""

    folder: Path

    @cached_property
    def record(self) -> RunRecord:
        """The task; raises RunError where it cannot be read."""
        record = self._read("run.json", RunRecord)
        if record is None:
            raise RunError(
                f"Run {self.folder.name} has no run.json: it was not made by this program, or it was deleted."
            )
        return record

    @property
    def id(self) -> str:
        return self.folder.name

    @property
    def state(self) -> State:
        """What its worker wrote last; queued before that."""
        return self._read("state.json", State) or State()

    @property
    def status(self) -> Status:
        """The state as a reader concludes it: running without a living worker is lost."""
        return status_of(self.state)

    @property
    def notes(self) -> Notes:
        """Name and text people gave it."""
        return self._read("notes.json", Notes) or Notes()

    @property
    def name(self) -> str:
        """What people call it; display text only."""
        return self.notes.name or self.record.name

    @property
    def created(self) -> str:
        """When it was made, as ISO 8601 writes it."""
        return self.record.created

    @property
    def log(self) -> EventLog:
        return EventLog(self.folder / "events.jsonl")

    @property
    def weights(self) -> Path:
        """Where the weights that count are, of the first network where there are several."""
        return self.weights_of(1)

    def weights_of(self, member: int) -> Path:
        """Where the weights that count are of one of its networks, the first of which is number 1."""
        return self.folder / ("best.safetensors" if member == 1 else f"best.{member}.safetensors")

    @property
    def member_weights(self) -> tuple[Path, ...]:
        """The weights that are there, a file a network: fewer than it was to have where it did not get so far."""
        places = (self.weights_of(member) for member in range(1, self.record.config.members + 1))
        return tuple(place for place in places if place.is_file())

    @property
    def predictions(self) -> Path:
        """Where the predictions of the validation part are."""
        return self.folder / "predictions.parquet"

    @property
    def points(self) -> Path:
        """Where the points of a t-SNE map are."""
        return self.folder / "points.parquet"

    @property
    def is_usable(self) -> bool:
        """Whether it has weights to predict with, at whatever state."""
        return self.weights.is_file()

    @property
    def checkpoints(self) -> Checkpoints:
        """What it can go on from."""
        return Checkpoints(self.folder / "resume")

    @property
    def wanted(self) -> Command | None:
        """What someone asked of it."""
        request = self._read("request.json", Request)
        return request.wanted if request else None

    @property
    def wants_stop(self) -> bool:
        """Whether someone asked it to stop."""
        return self.wanted == "stop"

    @property
    def may_be_changed(self) -> bool:
        """Whether who is present may stop, rename or delete it: the owner, and who has charge of the machine."""
        visitor = present()
        if visitor.has_charge:
            return True
        with suppress(RunError):  # nobody's, where it cannot be read
            return visitor.may_change(self.record.owner)
        return False

    def check_owner(self) -> None:
        """Raises VisitorError where it belongs to another than who is present, RunError for the starter."""
        if self.folder == STARTER:
            raise RunError("The starter ships with the program: it cannot be deleted or changed.")
        if not self.may_be_changed:
            owner = self.record.owner
            whose, who = (f"{owner}'s", f"{owner} or a teacher") if owner else ("a teacher's", "a teacher")
            raise VisitorError(f"Run {self.id} is {whose}: only {who} can change it.")

    @property
    def asked_s(self) -> float:
        """When that was asked, in seconds since 1970; 0 where nothing was."""
        try:
            return (self.folder / "request.json").stat().st_mtime
        except OSError:
            return 0.0

    def request_stop(self) -> None:
        """Ask whoever holds the run to end it, keeping the best weights."""
        self._request("stop")

    def request_pause(self) -> None:
        """Ask whoever holds the run to leave it as it stands, to be gone on with."""
        self._request("pause")

    def withdraw_request(self) -> None:
        """Nothing is asked of it any more."""
        with self._changed_by_people():
            (self.folder / "request.json").unlink(missing_ok=True)

    def write_state(self, state: State) -> None:
        """Replace the state; only for whoever holds the run."""
        write_json(self.folder / "state.json", state.model_dump())

    def write_notes(self, notes: Notes) -> None:
        """Replace what people note about it."""
        with self._changed_by_people():
            write_json(self.folder / "notes.json", notes.model_dump())

    def _request(self, wanted: Command) -> None:
        with self._changed_by_people():
            write_json(self.folder / "request.json", Request(wanted=wanted).model_dump())

    @contextmanager
    def _changed_by_people(self) -> Iterator[None]:
        """Raises VisitorError for another's run, RunError for the starter and where its folder cannot be written."""
        self.check_owner()
        try:
            yield
        except OSError as error:
            raise RunError(
                f"Run {self.id} cannot be changed: {error.strerror or error}. See to it that {self.folder.parent} "
                "has room and can be written."
            ) from error

    def _read(self, name: str, model: type[File]) -> File | None:
        path = self.folder / name
        try:
            return model.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            return None
        except (ValidationError, OSError) as error:
            raise RunError(f"{path.name} of run {self.id} cannot be read: {_fault(error)}.") from error


def status_of(state: State) -> Status:
    """The status a reader concludes from a state."""
    return "lost" if state.status == "running" and not is_alive(state) else state.status


def _fault(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    fault: Any = error.errors()[0]
    return f"{'.'.join(str(part) for part in fault['loc']) or 'it'}: {fault['msg'].lower()}"
