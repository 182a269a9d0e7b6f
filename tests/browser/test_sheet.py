"""Sheets as a browser draws them: cells in their colours, numbers written, what the pointer meets and a click tells."""

from pathlib import Path

import numpy as np
import pytest
from plotly.io.json import to_json_plotly

from dashboard.charts.cells import Colours, Place, Sheet
from dashboard.charts.mosaic import Mosaic, Tile, signed_picture
from dashboard.widgets import sheet as widget

SCRIPT = (
    Path(widget.__file__).with_suffix(".js").read_text("utf-8").replace("export default function", "draw = function")
)
SIDE_PX = 200
WHOLE = Place(1, 0.0, 1.0, 0.0, 1.0)
GREY = Colours([[0.0, "#000000"], [1.0, "#FFFFFF"]], 0, 100)
NUMBERS = np.array([[0.0, 20.0], [np.nan, 100.0]])


@pytest.fixture
def page(browser):
    """A page with the script that draws; what is clicked is kept in ``clicks``."""
    page = browser.new_page()
    page.set_content("<div id=here style='width: 400px'></div>")
    page.add_script_tag(content=f"var draw, clicks = []; {SCRIPT}")
    yield page
    page.close()


def drawn(page, figure, clicks=True):
    """Draw a figure, and give its canvas."""
    data = {"figure": to_json_plotly(figure), "alt": "what it shows", "takesClicks": clicks}
    page.evaluate(
        "data => draw({data, parentElement: here, setTriggerValue: (name, place) => clicks.push([name, place])})", data
    )
    canvas = page.locator("canvas")
    canvas.evaluate("canvas => new Promise(done => setTimeout(done, 50))")  # pictures are unpacked meanwhile
    return canvas


def colour(canvas, x, y):
    """Red, green, blue and opacity of a pixel."""
    return canvas.evaluate("(c, [x, y]) => [...c.getContext('2d').getImageData(x, y, 1, 1).data]", [x, y])


def reds(canvas, x):
    """The reds of a square of 80 pixels that begins at this column."""
    square = "(c, x) => [...c.getContext('2d').getImageData(x, 10, 80, 80).data].filter((_, k) => k % 4 == 0)"
    return canvas.evaluate(square, x)


def cells(numbers=NUMBERS, colours=GREY):
    sheet = Sheet()
    sheet.cells(WHOLE, numbers, colours, "")
    sheet.touch(
        WHOLE, np.nan_to_num(numbers), "row %{y}, column %{x}: %{customdata[0]:,.2~f}<br>%{customdata[0]:.2f}", 9
    )
    return sheet.figure(SIDE_PX, SIDE_PX)


def test_every_cell_has_its_colour_and_what_is_no_number_none(page):
    canvas = drawn(page, cells())
    assert canvas.get_attribute("aria-label") == "what it shows"
    assert colour(canvas, 50, 60) == [0, 0, 0, 255]
    assert colour(canvas, 150, 60) == [51, 51, 51, 255]
    assert colour(canvas, 50, 160)[3] == 0
    assert colour(canvas, 150, 160) == [255, 255, 255, 255]


def test_a_scale_of_three_colours_has_its_middle_at_zero(page):
    signed = Colours([[0.0, "#0000FF"], [0.5, "#FFFFFF"], [1.0, "rgba(255,0,0,1)"]], -1, 1)
    canvas = drawn(page, cells(np.array([[-1.0, 0.0], [0.5, 1.0]]), signed))
    found = [colour(canvas, x, y)[:3] for y in (60, 160) for x in (50, 150)]
    assert found == [[0, 0, 255], [255, 255, 255], [255, 128, 128], [255, 0, 0]]


def test_the_pointer_is_told_the_cell_and_a_click_names_it(page):
    canvas = drawn(page, cells(1234.5 * np.ones((2, 2))))
    canvas.hover(position={"x": 150, "y": 60})
    assert page.locator("canvas + div").inner_text() == "row 0, column 1: 1,234.5\n1234.50"
    canvas.click(position={"x": 50, "y": 160})
    assert page.evaluate("clicks") == [["clicked", {"x": 0, "y": 1, "index": 2}]]


def test_in_a_narrow_place_the_same_cell_is_met(page):
    page.evaluate("here.style.width = '100px'")
    canvas = drawn(page, cells())
    assert canvas.bounding_box()["width"] == canvas.bounding_box()["height"] == SIDE_PX / 2
    canvas.click(position={"x": 75, "y": 80})
    assert page.evaluate("clicks[0][1].index") == 3


def test_what_takes_no_clicks_tells_of_none(page):
    drawn(page, cells(), clicks=False).click(position={"x": 50, "y": 50})
    assert page.evaluate("clicks") == []


def test_a_written_number_is_dark_on_light_and_light_on_dark(page):
    sheet = Sheet()
    sheet.written_cells(WHOLE, np.array([[0.0, 100.0], [0.0, 100.0]]), GREY, "")
    canvas = drawn(page, sheet.figure(SIDE_PX, SIDE_PX))
    assert max(reds(canvas, 10)) > 128
    assert min(reds(canvas, 110)) < 128


def test_small_pictures_lie_where_they_are_laid_and_the_nearest_takes_the_click(page):
    sheet = Mosaic(SIDE_PX, SIDE_PX)
    tiles = [Tile(0, 0, 80, 80), Tile(100, 0, 80, 80)]
    for tile, sign in zip(tiles, (-1.0, 1.0), strict=True):
        sheet.lay(tile, signed_picture(np.full((2, 2), sign), 1.0))
    canvas = drawn(page, sheet.figure(tiles, ["one", "two"]))
    assert [colour(canvas, x, 40)[:3] for x in (40, 140)] == [[59, 111, 212], [224, 122, 31]]
    canvas.hover(position={"x": 150, "y": 30})
    assert page.locator("canvas + div").inner_text() == "two"
    canvas.click(position={"x": 30, "y": 30})
    assert page.evaluate("clicks[0][1].index") == 0


def test_another_figure_takes_the_place_of_the_first(page):
    drawn(page, cells())
    canvas = drawn(page, cells(np.full((2, 2), 100.0)))
    assert canvas.count() == 1
    assert colour(canvas, 50, 60) == [255, 255, 255, 255]
