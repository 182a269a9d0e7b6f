"""How a visitor operates each kind of control, once a turn."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator

SHORT_PAUSE_MS = 150
CHOSEN = "all => all.findIndex(o => o.matches('[aria-checked=true]') || o.querySelector('input:checked'))"
ROW_PX = 35
STRIDE = 7
"""So many points lie between one click and the next: neighbours would be the same digit's."""
POINT = """(chart, number) => {
  const plot = chart.querySelector('.js-plotly-plot');
  const touched = plot._fullData.filter(trace => trace.type === 'scatter' && trace.hoverinfo !== 'skip').at(-1);
  const [across, down] = ['x', 'y'].map(name => plot._fullLayout[touched[name + 'axis'].replace(name, name + 'axis')]);
  const place = number % touched.x.length, box = plot.getBoundingClientRect();
  return [box.x + across._offset + across.d2p(touched.x[place]), box.y + down._offset + down.d2p(touched.y[place])];
}"""
"""Where on the screen a point of the last trace that can be clicked lies."""
Operate = Callable[[Locator, int], None]


def toggle(control: Locator, turn: int) -> None:
    """On and off in turn."""
    control.locator("label").first.click()


def press(control: Locator, turn: int) -> None:
    """Held for a moment, as by a person."""
    control.locator("button").first.click(delay=30)


def step(control: Locator, turn: int) -> None:
    """Up and down in turn."""
    field = control.locator("input")
    field.press("ArrowUp" if turn % 2 == 0 else "ArrowDown")
    field.press("Enter")


def slide(control: Locator, turn: int) -> None:
    """To the right and back in turn."""
    thumb = control.locator("[role=slider], input[type=range]").first
    thumb.press("ArrowRight" if turn % 2 == 0 else "ArrowLeft")


def choose(control: Locator, turn: int) -> None:
    """The next option of the list, and back."""
    box = control.get_by_role("combobox").first
    box.click()
    if not control.page.get_by_role("option").first.is_visible():
        box.press("ArrowDown")  # a list that was open is closed by the click
    control.page.get_by_role("option").first.wait_for()
    control.page.wait_for_timeout(SHORT_PAUSE_MS)
    box.press("ArrowDown" if turn % 2 == 0 else "ArrowUp")
    box.press("Enter")


def pick(control: Locator, turn: int) -> None:
    """One option after the other, never the one that is chosen."""
    options = control.locator("[data-testid=stRadioOption], [role=radio], [role=checkbox]")
    chosen = options.evaluate_all(CHOSEN)
    options.nth((chosen + 1) % options.count()).click()


def add(control: Locator, turn: int) -> None:
    """The first that is offered, and away with it again."""
    if turn % 2 == 0:
        control.page.keyboard.press("Escape")  # the list of another may still be open
        choose(control, turn)
    else:
        control.get_by_role("combobox").first.press("Backspace")


def write(control: Locator, turn: int) -> None:
    """A word, and another."""
    field = control.locator("input")
    field.fill("sprint"[: 1 + turn % 3])
    field.press("Enter")


def turn_page(control: Locator, turn: int) -> None:
    """On and back in turn."""
    control.get_by_test_id("stPaginationNext" if turn % 2 == 0 else "stPaginationPrev").click()


def tick(control: Locator, turn: int) -> None:
    """A line at its left, and the next one."""
    control.click(position={"x": 16, "y": ROW_PX * (1.5 + turn % 2)})


def touch(control: Locator, turn: int) -> None:
    """One picture after the other."""
    pictures = control.locator("[role=group] > button")
    pictures.nth((turn + 1) % pictures.count()).click()


def click_point(control: Locator, turn: int) -> None:
    """One of the chart's points after the other."""
    control.scroll_into_view_if_needed()
    x, y = control.evaluate(POINT, STRIDE * turn)
    control.page.mouse.click(x, y)


KINDS: dict[str, Operate] = {
    "stCheckbox": toggle,
    "stSlider": slide,
    "stNumberInput": step,
    "stSelectbox": choose,
    "stRadio": pick,
    "stButtonGroup": pick,
    "stButton": press,
    "stMultiSelect": add,
    "stTextInput": write,
    "stPagination": turn_page,
    "stDataFrame": tick,
    "stPlotlyChart": click_point,
    "stBidiComponentIsolated": touch,
}
