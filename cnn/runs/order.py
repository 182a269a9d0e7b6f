"""In which order runs wait, and how many are worked on at once: what people decided about the queue, in one file.

A file that is missing or cannot be read decides nothing: the oldest run comes first, and there is a worker for each GPU
or, without any, one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnn.files import write_json

FILE = "queue.json"
MOST_AT_ONCE = 64

Move = Literal["first", "up", "down"]


class Order(BaseModel):
    """``queue.json``. at_once: how many runs are worked on at once; None for as many as there are GPUs, at least one.

    moved: ids in the order that people want; those that no longer wait are passed over.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    at_once: Annotated[int, Field(ge=1, le=MOST_AT_ONCE)] | None = None
    moved: tuple[str, ...] = ()

    def sort(self, waiting: Iterable[str]) -> list[str]:
        """The ids of waiting runs in their order; those that nobody moved come last, the oldest first."""
        places = {run: place for place, run in enumerate(self.moved)}
        return sorted(waiting, key=lambda run: (places.get(run, len(places)), run))


def read_order(folder: Path) -> Order:
    """What was decided about the queue of a runs folder."""
    try:
        return Order.model_validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError):
        return Order()


def write_order(folder: Path, order: Order) -> None:
    """Decide anew; only for whoever holds the queue's lock."""
    write_json(folder / FILE, order.model_dump())


def moved(waiting: Sequence[str], run: str, move: Move) -> tuple[str, ...]:
    """The ids in ``waiting``, of which ``run`` is one, with that one moved; at the end it goes no further."""
    others = [other for other in waiting if other != run]
    place = waiting.index(run)
    new = {"first": 0, "up": max(0, place - 1), "down": place + 1}[move]
    return (*others[:new], run, *others[new:])
