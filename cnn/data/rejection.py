"""How a file is refused: which file, where in it, what was found, what was expected, how to mend it."""

from __future__ import annotations

from cnn.errors import DataError

SHOWN_CHARACTERS = 60


def shown(text: str) -> str:
    """Foreign text as it may stand in a sentence: quoted, unprintable characters escaped, cut when long."""
    cut = text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"
    return repr(cut)


def rejection(
    file: str,
    found: str,
    expected: str,
    mend: str,
    *,
    line: int | None = None,
    column: int | None = None,
    column_name: str = "",
) -> DataError:
    """The error to raise for ``file``; lines and columns are counted from 1, the header being line 1."""
    place = [_printable(file)]
    if line is not None:
        place.append(f"line {line:,}")
    if column is not None:
        place.append(f"column {column:,}" + (f" ({_printable(column_name)})" if column_name else ""))
    return DataError(f"{', '.join(place)}: found {found}, expected {expected}; {mend}.")


def _printable(text: str) -> str:
    return shown(text)[1:-1]
