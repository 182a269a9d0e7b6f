"""A file from the network: there whole and checked, or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

from cnn.errors import DataError
from cnn.files import write_atomically

TIMEOUT_S = 15
_CHUNK_BYTES = 2**18


@dataclass(frozen=True)
class Remote:
    """A file on the network.

    name: what it is called here. urls: where it is to be had, the best place first. md5: its content's digest, which
    guards against damage, not against malice.
    """

    name: str
    urls: Sequence[str]
    md5: str


def fetch(remote: Remote, folder: Path, tell: Callable[[float], None]) -> Path:
    """The file in ``folder``, downloaded unless it is there already; ``tell`` gets the fraction that has come.

    Raises DataError with the reason in a few words where no place gives it. A broken download leaves nothing behind.
    """
    path = folder / remote.name
    if path.is_file() and _md5(path) == remote.md5:
        return path
    reasons = []
    for url in remote.urls:
        try:
            write_atomically(path, lambda target, url=url: _download(url, remote.md5, target, tell))  # type: ignore[misc]
            return path
        except (OSError, HTTPException, DataError) as error:  # URLError and timeouts are OSErrors
            reasons.append(_reason(error))
    raise DataError("; ".join(dict.fromkeys(reasons)))


def _reason(error: Exception) -> str:
    cause = getattr(error, "reason", error)  # what a URLError wraps
    return getattr(cause, "strerror", None) or str(cause) or type(cause).__name__


def _download(url: str, md5: str, target: Path, tell: Callable[[float], None]) -> None:
    digest = hashlib.md5(usedforsecurity=False)
    with urlopen(url, timeout=TIMEOUT_S) as response, target.open("wb") as file:
        total_bytes = int(response.headers.get("Content-Length") or 0)
        while chunk := response.read(_CHUNK_BYTES):
            file.write(chunk)
            digest.update(chunk)
            tell(min(1.0, file.tell() / total_bytes) if total_bytes else 0.0)
    if digest.hexdigest() != md5:
        raise DataError("what came is damaged or another file")


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
