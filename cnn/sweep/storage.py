"""Where searches are kept: a SQLite file in the runs folder, or a PostgreSQL that many machines share.

Of what Optuna offers a single machine, SQLite is written by one process at a time here (whoever tends a search holds a
lock), so the contention for which its manual warns of SQLite does not arise; a killed writer leaves a journal that the
next one rolls back. Its journal file would grow with every sign of life, and cannot be shared by machines either.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cnn.errors import SweepError

if TYPE_CHECKING:
    from optuna.storages import BaseStorage

VARIABLE = "CNN_SWEEPS"
FILE = "sweeps.sqlite"
PATIENCE_S = 60


def storage_url(runs: Path, given: str = "") -> str:
    """Where the searches of a runs folder are: what is given, ``$CNN_SWEEPS``, or a file beside the runs."""
    url = given or os.environ.get(VARIABLE, "") or f"sqlite:///{(runs / FILE).absolute()}"
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):  # SQLAlchemy would look for a driver that is no longer developed
            return f"postgresql+psycopg://{url.removeprefix(plain)}"
    return url


def is_there(url: str) -> bool:
    """Whether there can be any search: the file is made with the first one."""
    return not url.startswith("sqlite:///") or Path(url.removeprefix("sqlite:///")).is_file()


def without_password(url: str) -> str:
    """What may be shown of a storage."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "the storage"


def open_storage(url: str) -> BaseStorage:
    """The storage, its tables made where they are missing; raises SweepError, which never tells a password."""
    from optuna import logging
    from optuna.storages import RDBStorage, get_storage
    from sqlalchemy.pool import NullPool

    logging.set_verbosity(logging.ERROR)  # what there is to say is said here
    options: dict[str, Any] = {"poolclass": NullPool}  # a server may restart between two looks
    if url.startswith("sqlite"):
        options["connect_args"] = {"timeout": PATIENCE_S}
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    with storage_faults(url):
        return get_storage(RDBStorage(url, engine_kwargs=options))  # which remembers what has ended


@contextmanager
def storage_faults(url: str) -> Iterator[None]:
    """Whatever a storage does wrong inside is a SweepError."""
    from optuna.exceptions import StorageInternalError
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except ImportError as error:
        raise SweepError(
            f"{without_password(url)} needs the package {error.name or 'of its driver'}: "
            "install requirements-optional.txt."
        ) from error
    except (SQLAlchemyError, StorageInternalError, OSError) as error:
        raise SweepError(
            f"The searches at {without_password(url)} cannot be read or written: {_reason(error)}. "
            f"See whether it is there and lets you in, or name another by ${VARIABLE}."
        ) from None  # the chain would tell of the connection


def _reason(error: Exception) -> str:
    """The first line of what went wrong, without statements and values."""
    cause = getattr(error, "orig", None) or error.__cause__ or error
    cause = getattr(cause, "orig", None) or cause
    return (str(cause).strip().splitlines() or [type(cause).__name__])[0].rstrip(".")
