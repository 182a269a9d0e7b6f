"""A number is read from a photo or a drawing, digit by digit; what is no picture is one sentence."""

import io

import numpy as np
import pytest
from PIL import Image

from benchmarks.pages import Condition, compose
from cnn.places import STARTER
from cnn.runs import store as store_module
from dashboard.state import DRAWING, KeptDrawing

PHOTO = {"number_from": "A photo"}


@pytest.fixture
def shipped(monkeypatch):
    """The starter that ships with the program."""
    monkeypatch.setattr(store_module, "STARTER", STARTER)


def paper(lines=("31", "42"), seed=8):
    return compose(list(lines), Condition(""), np.random.default_rng(seed))


def as_file(pixels, kind="png"):
    content = io.BytesIO()
    Image.fromarray(pixels).save(content, kind)
    return content.getvalue()


def upload(visitor, name, content):
    visitor.page.file_uploader[0].set_value((name, content, "image/png"))
    return visitor.again()


def test_it_says_what_will_be_here(visit, finished):
    visitor = visit("use/number.py")
    assert visitor.works_on == "quick start, trained on Built-in digits, reads digit by digit"
    assert visitor.infos == ["The number will be here as text, with a box around each digit."]
    assert {"Undo", "Redo", "Clear"} <= set(visitor.buttons)


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_a_photo_is_read_and_can_be_copied(visit, shipped, kind):
    visitor = upload(visit("use/number.py", address=PHOTO), f"number.{kind}", as_file(paper(), kind))
    assert [code.value for code in visitor.page.code] == ["31\n42"]
    assert "4 digits in 2 lines" in visitor.words
    assert len(visitor.page.get("plotly_chart")) == 1
    (table,) = visitor.page.dataframe
    assert table.value["read as"].tolist() == ["3", "1", "4", "2"]
    assert table.value["line"].tolist() == [1, 1, 2, 2]


def test_a_drawn_number_is_read(visit, shipped):
    drawn = KeptDrawing(picture=paper(["27"]), strokes={"objects": [{}]})
    visitor = visit("use/number.py", {f"{DRAWING}_number": drawn})
    assert [code.value for code in visitor.page.code] == ["27"]


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n and no more"])
def test_what_is_no_picture_is_one_sentence(visit, finished, content):
    (error,) = upload(visit("use/number.py", address=PHOTO), "number.png", content).errors
    assert "number.png" in error


def test_a_page_without_ink_says_so(visit, finished):
    visitor = upload(visit("use/number.py", address=PHOTO), "blank.png", as_file(np.full((90, 90), 200, np.uint8)))
    assert visitor.warnings == ["There is no ink to be found in it: write darker, or take the picture in better light."]


def test_a_page_full_of_marks_is_one_sentence(visit, finished):
    noise = np.full((1200, 1200), 230, np.uint8)
    noise[::14, ::14] = noise[1::14, ::14] = noise[::14, 1::14] = noise[1::14, 1::14] = noise[2::14, ::14] = 0
    (error,) = upload(visit("use/number.py", address=PHOTO), "noise.png", as_file(noise)).errors
    assert "marks in the picture" in error


def test_without_any_run_it_says_what_to_do(visit):
    assert visit("use/number.py").errors == ["No network is trained yet: train one, and it can be chosen here."]
