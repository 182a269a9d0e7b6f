"""Measures every control and prints the table, the slowest first."""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

from benchmarks.answers.actions import ACTIONS
from benchmarks.answers.controls import Control, controls_of
from benchmarks.answers.preparation import prepare
from benchmarks.answers.scenes import Scene, as_opened, in_turn, scenes_of
from benchmarks.answers.stopwatch import Stopwatch
from benchmarks.machine import in_a_line, machine
from cnn.files import write_json
from cnn.places import ROOT
from dashboard.navigation import ENTRIES, Entry
from tests.browser.serving import Server
from tests.browser.tab import Tab
from tests.chromium import FLAGS, find_chromium

PATIENCE_MS = 15_000
FIRST_TURNS = 2
"""These fill caches and are not counted: a page is opened once, a control is moved often."""

MOST_UNANSWERED = 3
"""A control at the end of its range changes nothing now and then; one that never does needs no program."""


@dataclass(frozen=True)
class Answer:
    """How soon a control answered, in milliseconds; ``times``: how often it was measured."""

    page: str
    kind: str
    label: str
    goal_ms: int
    times: int
    median_ms: float
    worst_ms: float

    @property
    def is_late(self) -> bool:
        """Whether it takes longer than it should."""
        return self.median_ms > self.goal_ms


def main(words: Sequence[str]) -> int:
    """Measure and print; gives 0 where every median is within the goal, else 1."""
    arguments = parser().parse_args(words)
    facts = machine()
    entries = [entry for entry in ENTRIES if not arguments.pages or Path(entry.file).stem in arguments.pages]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        prepare(folder, arguments.data)
        server = Server(folder)
        try:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
            tab = Tab(server, browser.new_page(viewport={"width": 1440, "height": 1000}))
            tab.page.set_default_timeout(PATIENCE_MS)
            answers = [
                answer
                for entry in entries
                for name, scene in scenes_of(Path(entry.file).stem).items()
                for answer in measure(tab, entry, name, scene, arguments)
            ]
            browser.close()
        finally:
            server.kill()
    write_json(ROOT / "bench" / "answers.json", {"machine": facts, "answers": [asdict(answer) for answer in answers]})
    print(in_a_line(facts))
    print(table(answers))
    return int(any(answer.is_late for answer in answers))


def parser() -> argparse.ArgumentParser:
    """The options of the command line."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.answers")
    options.add_argument("--pages", nargs="+", default=[], metavar="PAGE", help="only these, by their address")
    options.add_argument("--times", type=int, default=20)
    options.add_argument("--data", default="kaggle", help="the source that is looked at")
    options.add_argument("--title", default="Kaggle Digit Recognizer", help="how the page names that source")
    return options


def measure(tab: Tab, entry: Entry, name: str, scene: Scene, arguments: argparse.Namespace) -> Iterator[Answer]:
    """Every control of one scene of a page, as far as operating the ones before leaves them there."""
    page, title = tab.page, f"{entry.title}, {name}" if name else entry.title
    open_page(tab, entry, arguments.title, scene)
    controls = list(controls_of(page))
    for control in (*ACTIONS.get(Path(entry.file).stem, ()), *controls):
        try:
            times_ms = list(operate(page, control, arguments.times))
        except Error as error:
            print(f"{title}: {control.label}: {str(error).splitlines()[0]}", file=sys.stderr, flush=True)
            times_ms = []
        if list(controls_of(page)) != controls:  # it led on, or what else there is hangs on it
            open_page(tab, entry, arguments.title, scene)
        if times_ms:
            median_ms, worst_ms = statistics.median(times_ms), max(times_ms)
            answer = Answer(title, control.kind, control.label, control.goal_ms, len(times_ms), median_ms, worst_ms)
            print(line(answer), file=sys.stderr, flush=True)
            yield answer


def open_page(tab: Tab, entry: Entry, title: str, scene: Scene) -> None:
    """The page with the chosen data set, in its scene, everything folded out."""
    tab.open("explore").choose("Data set", title).expect_text(re.compile("42,000|images"))
    tab.menu(entry.title)
    in_turn(as_opened, scene)(tab)
    folds = tab.page.get_by_test_id("stMain").locator("details > summary")
    for place in range(folds.count()):
        folds.nth(place).click()


def operate(page: Page, control: Control, times: int) -> Iterator[float]:
    """Milliseconds of each turn in which the program answered."""
    stopwatch = Stopwatch(page)
    unanswered = 0
    for turn in range(FIRST_TURNS + times):
        found = control.found(page)
        control.operate(found, turn)
        answer_ms = stopwatch.answer_ms()
        unanswered += answer_ms is None
        if unanswered == MOST_UNANSWERED:
            return
        if answer_ms is not None and turn >= FIRST_TURNS:
            yield answer_ms


def line(answer: Answer) -> str:
    """One line of the table."""
    kind = answer.kind.removeprefix("st").lower()
    over = f"  over {answer.goal_ms}" if answer.is_late else ""
    what = f"{answer.page} · {answer.label} ({kind}, {answer.times} times)"
    return f"{answer.median_ms:6.0f} {answer.worst_ms:6.0f}  {what}{over}"


def table(answers: Sequence[Answer]) -> str:
    """All of them, the slowest first."""
    slowest_first = sorted(answers, key=lambda answer: -answer.median_ms)
    return "\n".join(["median  worst  milliseconds until the page stands still", *map(line, slowest_first)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
