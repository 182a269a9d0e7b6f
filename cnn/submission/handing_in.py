"""Handing a submission in with Kaggle's own tool: the command to copy, and running it where tool and account are."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from cnn.errors import SubmissionError
from cnn.runs.run import Run
from cnn.submission.kept import in_words

COMPETITION = "digit-recognizer"
COMPETITION_ROWS = 28_000
RULES = f"https://www.kaggle.com/c/{COMPETITION}/rules"
PATIENCE_S = 120.0

TOKENS = ("kaggle.json", "access_token", "credentials.json")
"""Where the tool keeps who one is: an API key, a token, or what ``kaggle auth login`` left. Only whether they are
there is asked; what is in them is the tool's business."""

UNREACHABLE = ("max retries exceeded", "name resolution", "getaddrinfo", "connection refused", "network is unreachable")


@dataclass(frozen=True)
class Answer:
    """What the tool said, and whether that means that the file was taken."""

    text: str
    is_taken: bool


def message_of(runs: Sequence[Run], views: int | None, accuracy: float | None, by_hand: int) -> str:
    """What Kaggle shows beside the score: which networks these are, what validation said, and what people changed.

    accuracy: on validation images, None where it is not known. by_hand: how many answers are people's.
    """
    networks = sum(len(run.member_weights) for run in runs)
    looks = sorted({views or run.record.config.views for run in runs})
    parts = [in_words(runs)]
    if networks > 1:
        parts.append(f"{networks} networks")
    if looks != [1]:
        parts.append(f"{' or '.join(map(str, looks))} views")
    parts.append("not validated" if accuracy is None else f"validation {100 * accuracy:.2f} %")
    if by_hand:
        parts.append(f"{by_hand} corrected by hand")
    return ", ".join(parts)


def words(file: Path | str, message: str) -> list[str]:
    """What is to be run, word by word."""
    return ["kaggle", "competitions", "submit", "-c", COMPETITION, "-f", str(file), "-m", message]


def command(file: Path | str, message: str) -> str:
    """The same as it is typed in a shell, quoted where that is needed."""
    return shlex.join(words(file, message))


def missing() -> str:
    """What keeps this program from handing a file in itself, and how to mend it; empty where nothing does."""
    if _tool() is None:
        return "Kaggle's tool is not installed: `python -m pip install kaggle` brings it."
    if not _knows_account():
        return (
            "Kaggle's tool does not know your account yet: create a token under kaggle.com/settings and put "
            "kaggle.json into the folder .kaggle of your home, or run `kaggle auth login`."
        )
    return ""


def hand_in(file: Path, message: str) -> Answer:
    """Hand a file in under the account that Kaggle's tool knows; gives what the tool says.

    Raises SubmissionError where the tool is missing or cannot be run, is not answered in time, does not reach Kaggle,
    or is turned away.
    """
    tool = _tool()
    if tool is None:
        raise SubmissionError(missing())
    try:
        done = subprocess.run(
            [*tool, *words(file, message)[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=PATIENCE_S,
        )
    except subprocess.TimeoutExpired as error:
        raise SubmissionError(
            f"Kaggle did not answer within {PATIENCE_S:.0f} s: look under My Submissions whether the file arrived "
            "before you try again."
        ) from error
    except OSError as error:
        raise SubmissionError(f"Kaggle's tool cannot be run: {error.strerror}; use the command instead.") from error
    said = done.stdout.strip()
    _check(said, failed=done.returncode != 0)
    return Answer(_last_lines(said), "successfully submitted" in said.lower())


def _check(said: str, *, failed: bool) -> None:
    """Raises SubmissionError with what a person can do about what the tool complains of."""
    lower = said.lower()
    if any(sign in lower for sign in UNREACHABLE):
        raise SubmissionError(
            "Kaggle cannot be reached from this machine: see to the network, or hand the file in at kaggle.com."
        )
    if "401" in lower and "unauthorized" in lower:
        raise SubmissionError("Kaggle does not accept the token of this account: create a new one and put it in place.")
    if "403" in lower and "forbidden" in lower:
        raise SubmissionError(f"Kaggle turned the file away: join the competition and accept its rules at {RULES}.")
    if failed:
        raise SubmissionError(f"Kaggle's tool failed: {_last_lines(said) or 'it gave no reason'}")


def _last_lines(said: str, most: int = 3) -> str:
    """The end of what was said, where the answer is: progress and traces come before it."""
    lines = [line.strip() for line in said.replace("\r", "\n").splitlines() if line.strip()]
    return "\n".join(lines[-most:])


def _tool() -> list[str] | None:
    """The words that start the tool: beside this Python, anywhere on the path, or as a module."""
    beside = shutil.which("kaggle", path=str(Path(sys.executable).parent))
    if found := beside or shutil.which("kaggle"):
        return [found]
    return [sys.executable, "-m", "kaggle.cli"] if find_spec("kaggle") else None


def _knows_account() -> bool:
    given = os.environ
    if given.get("KAGGLE_API_TOKEN") or (given.get("KAGGLE_USERNAME") and given.get("KAGGLE_KEY")):
        return True
    home = Path.home()
    config = Path(given.get("XDG_CONFIG_HOME") or home / ".config") / "kaggle"
    folders = [Path(given["KAGGLE_CONFIG_DIR"])] if given.get("KAGGLE_CONFIG_DIR") else [home / ".kaggle", config]
    return any((folder / name).is_file() for folder in folders for name in TOKENS)
