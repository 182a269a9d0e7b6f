"""What came of breaking something many times."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """Counts and other figures by what they are of, and every promise that was not kept, a sentence each."""

    title: str
    figures: dict[str, int | float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def count(self, what: str, number: int = 1) -> None:
        """Add to a count."""
        self.figures[what] = self.figures.get(what, 0) + number

    def expect(self, kept: bool, promise: str) -> None:
        """Note a promise that was not kept."""
        if not kept:
            self.faults.append(promise)

    def __str__(self) -> str:
        figures = ", ".join(f"{what} {_short(number)}" for what, number in self.figures.items())
        faults = "".join(f"\n    BROKEN: {fault}" for fault in self.faults)
        return f"  {self.title}: {figures}{faults}"


def _short(number: float) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{number:.3g}"
