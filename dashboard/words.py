"""Numbers as a person would say them."""

from __future__ import annotations


def percent(share: float, digits: int = 2) -> str:
    """A fraction as ``99.41 %``."""
    return f"{100 * share:.{digits}f} %"


def interval(low: float, high: float) -> str:
    """Two fractions as ``99.1–99.6 %``."""
    return f"{100 * low:.1f}–{100 * high:.1f} %"


def count(number: int, what: str, plural: str = "") -> str:
    """A count with its noun: ``1 image``, ``42,000 images``."""
    return f"{number:,} {what if number == 1 else plural or what + 's'}"


def duration(seconds: float) -> str:
    """Seconds in the unit a person would say: ``0.4 s``, ``12 s``, ``3 min 20 s``, ``2 h 5 min``."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 90:
        return f"{whole} s"
    if whole < 5400:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def megabytes(size_bytes: int) -> str:
    """A file's size: ``12 KB``, ``1.4 MB``."""
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes >= 1e6 else f"{max(1, round(size_bytes / 1e3))} KB"


def makeup(networks: int, views: int) -> str:
    """What predicts together: ``5 networks, 8 views each``; empty for one network that looks once."""
    seen = f"{views} views{' each' if networks > 1 else ''}" if views > 1 else ""
    return ", ".join(filter(None, (count(networks, "network") if networks > 1 else "", seen)))


def reading(label: str, read: str = "", sure: float = 0.0) -> str:
    """What an image is and was read as: ``5``, ``5 (98 %)``, ``5, read as 6 (98 %)``, ``read as 6 (98 %)``.

    label: its class, empty where it is not known. read: the class a network found, empty where none was asked.
    sure: the probability of that class.
    """
    if not read:
        return label
    how_sure = f"({percent(sure, 0)})"
    return f"{label} {how_sure}" if label == read else f"{label and f'{label}, '}read as {read} {how_sure}"
