"""What a visitor waits for that is more than one control: a stroke to be read, a picture to be explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator

from benchmarks.answers.controls import Control

ALL = "stMainBlockContainer"
CLEARED_MS = 1500
STROKES = (
    [(140.0, 60.0), (138.0, 140.0), (136.0, 220.0)],
    [(70.0, 70.0), (210.0, 70.0), (150.0, 150.0), (120.0, 220.0)],
    [(190.0, 60.0), (110.0, 110.0), (100.0, 190.0), (170.0, 220.0), (180.0, 160.0), (110.0, 170.0)],
)
"""A 1, a 7 and a 6, in pixels of the pad."""


def stroke(main: Locator, turn: int) -> None:
    """A digit on an empty pad, in one stroke."""
    page = main.page
    main.get_by_test_id("stButton").filter(has_text="Clear").click()
    page.wait_for_timeout(CLEARED_MS)
    pad = page.locator("canvas.upper-canvas").bounding_box()
    assert pad is not None
    (x, y), *others = STROKES[turn % len(STROKES)]
    page.mouse.move(pad["x"] + x, pad["y"] + y)
    page.mouse.down()
    for x, y in others:
        page.mouse.move(pad["x"] + x, pad["y"] + y, steps=5)
    page.mouse.up()


def next_picture(main: Locator, turn: int) -> None:
    """The next of the pictures that were read wrong, which nobody has looked at before."""
    main.get_by_test_id("stNumberInput").filter(has_text="Which of").locator("input").press("ArrowUp")


ACTIONS: Mapping[str, Sequence[Control]] = {
    "draw": (Control(ALL, "from the end of a stroke", 0, stroke, goal_ms=450),),
    "why": (Control(ALL, "the next picture explained", 0, next_picture, goal_ms=2000),),
}
"""By a page's address; measured in each of its scenes."""
