"""One table of everything that was measured, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Literal, Protocol

from benchmarks.machine import Facts, in_a_line
from benchmarks.speed.options import Options
from benchmarks.speed.spread import Spread

BUSY_LOAD = 0.5


@dataclass(frozen=True)
class Goal:
    """What a median should come to."""

    kind: Literal["≥", "≤"]
    bound: float

    def verdict(self, median: float) -> str:
        """The goal and whether it is met."""
        met = median >= self.bound if self.kind == "≥" else median <= self.bound
        return f"{self.kind} {self.bound:g} {'met' if met else 'not met'}"


@dataclass(frozen=True)
class Row:
    """One line of the table: a quantity with its unit, what it came to, what it should come to."""

    what: str
    spread: Spread
    goal: Goal | None = None
    digits: int = 2

    @property
    def cells(self) -> tuple[str, ...]:
        """What is printed."""
        numbers = (self.spread.lowest, self.spread.median, self.spread.highest)
        verdict = self.goal.verdict(self.spread.median) if self.goal else ""
        return self.what, *(f"{number:,.{self.digits}f}" for number in numbers), verdict


@dataclass(frozen=True)
class Section:
    """A part of the table, with what has to be known to read it."""

    title: str
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()


class Part(Protocol):
    """What a part of the benchmark has measured: a dataclass that can put itself into the table."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def section(self) -> Section: ...


def table(sections: Iterable[Section]) -> str:
    """All sections under one heading, the columns lined up."""
    sections = list(sections)
    width = max((len(row.what) for section in sections for row in section.rows), default=0)
    lines = [f"{'':<{width}}{'lowest':>11}{'median':>11}{'highest':>11}  goal"]
    for section in sections:
        lines += ["", section.title]
        for what, lowest, median, highest, goal in (row.cells for row in section.rows):
            lines.append(f"{what:<{width}}{lowest:>11}{median:>11}{highest:>11}  {goal}".rstrip())
        lines += [f"  {note}" for note in section.notes]
    return "\n".join(lines)


def markdown(sections: Iterable[Section]) -> str:
    """The same as ``docs/benchmarks.md`` shows it: a table a section, its notes below."""
    parts = []
    for section in sections:
        lines = [f"### {section.title}", ""]
        if section.rows:
            lines += ["| | lowest | median | highest | goal |", "|---|---|---|---|---|"]
            lines += [f"| {' | '.join(row.cells)} |" for row in section.rows]
        lines += ["", *(f"- {note}" for note in section.notes)] if section.rows else section.notes
        parts.append("\n".join(lines).rstrip())
    return "\n\n".join(parts) + "\n"


def heading(facts: Facts, options: Options) -> str:
    """Where and how it was measured."""
    lines = [in_a_line(facts), f"{options.rounds} rounds in turn, {options.epochs} epochs each, on {options.data}"]
    if float(facts["load_average"]) > BUSY_LOAD:
        lines.append("Other programs were at work: threads that wait for each other suffer most, so trust no figure.")
    return "\n".join(lines)


def as_json(facts: Facts, options: Options, parts: Mapping[str, Part]) -> dict[str, Any]:
    """All of it: machine, settings, what each part measured, and the lines of the table."""
    settings = {"rounds": options.rounds, "epochs": options.epochs, "data": options.data}
    measured = {name: asdict(part) for name, part in parts.items()}
    lines = {name: asdict(part.section) for name, part in parts.items()}
    return {"machine": facts, "settings": settings, "parts": measured, "table": lines}
