"""The picture of a network as a browser draws it: blocks and words in it, and the story under the pointer."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from playwright.sync_api import expect

from cnn.model.shapes import walk
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from dashboard.charts.network import network_figure
from dashboard.widgets import network_picture as widget

SCRIPT = (
    Path(widget.__file__).with_suffix(".js").read_text("utf-8").replace("export default function", "draw = function")
)
PICTURE = Volume(28, 28, 1)
FIGURE = network_figure(PICTURE, walk(PRESETS["notebook"].architecture(PICTURE, 10)))


@pytest.fixture(params=[720, 400])
def page(browser, request):
    """A page with the notebook's network, wide or narrow."""
    page = browser.new_page()
    page.set_content(f"<div id=here style='width: {request.param}px'></div>")
    page.add_script_tag(content=f"var draw; {SCRIPT}")
    data = {"figure": json.dumps(asdict(FIGURE)), "alt": "what it shows"}
    page.evaluate("data => draw({data, parentElement: here})", data)
    yield page
    page.close()


def test_all_blocks_and_words_lie_in_the_picture(page):
    expect(page.get_by_role("img", name="what it shows")).to_contain_text("Feature learning")
    assert page.locator("path").count() == len(FIGURE.shapes)
    whole = page.locator("#here").bounding_box()
    for part in [*page.locator("path").all(), *page.locator("text").all()]:
        box = part.bounding_box()
        assert whole["x"] <= box["x"] + 1
        assert box["x"] + box["width"] <= whole["x"] + whole["width"] + 1
        assert whole["y"] <= box["y"]
        assert box["y"] + box["height"] <= whole["y"] + whole["height"]


def test_each_block_tells_its_story_under_the_pointer(page):
    labels = page.locator("text", has_text="conv")
    first, last = (labels.nth(place).bounding_box() for place in (0, 1))
    for box, layer in ((first, "Layer 1: convolution 32 of 5×5"), (last, "Layer 5")):
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 70)
        expect(page.get_by_text(layer)).to_be_visible()
    page.mouse.move(1, 1)
    expect(page.get_by_text("Layer 5")).not_to_be_visible()
