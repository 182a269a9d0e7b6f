"""Numbers on a page are found, read and put in order, under whatever light and however the page lies."""

import io

import numpy as np
import pytest
from PIL import Image

from benchmarks.pages import Condition, compose
from cnn.drawing import read_picture
from cnn.places import STARTER
from cnn.reading.familiarity import Witness
from cnn.reading.predict import Predictor
from cnn.reading.transcript import may_be_several, transcribe
from cnn.runs.familiar import familiarity_of
from cnn.runs.run import Run

LINES = ["3141", "5926", "5358"]


@pytest.fixture(scope="module")
def predictor():
    return Predictor.of_run(Run(STARTER))


@pytest.fixture(scope="module")
def witness(predictor):
    return Witness(predictor, familiarity_of(Run(STARTER), predictor))


def page(lines=LINES, seed=8, **changes):
    return compose(lines, Condition("", **changes), np.random.default_rng(seed))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"turned_deg": 10.0},
        {"turned_deg": -10.0},
        {"shade": 0.55, "grain": 6.0},
        {"light_on_dark": True, "grain": 6.0},
        {"pen": 0.05, "scale": 120},
        {"gap": 0.15},
    ],
    ids=str,
)
def test_a_page_is_read_in_order(changes, predictor, witness):
    assert transcribe(predictor, page(**changes), witness).text == "\n".join(LINES)


def test_every_digit_has_its_box_where_it_stands(predictor):
    paper = page()
    found = transcribe(predictor, paper)
    assert [len(line) for line in found.lines] == [4, 4, 4]
    height, width = paper.shape
    for line in found.lines:
        lefts = [digit.box[1] for digit in line]
        assert lefts == sorted(lefts)
    for digit in found.digits:
        top, left, bottom, right = digit.box
        assert 0 <= top < bottom <= height
        assert 0 <= left < right <= width
        assert paper[top:bottom, left:right].min() < 100
        assert not digit.is_cut


def test_a_photo_of_twelve_megapixels_on_its_side_is_read_upright(predictor):
    small = Image.fromarray(page(["27"], scale=300)).convert("RGB")
    large = small.resize((4000, 4000 * small.height // small.width), Image.Resampling.BICUBIC)
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: rotate by 90° to see it upright
    content = io.BytesIO()
    large.rotate(90, expand=True).save(content, "jpeg", exif=exif)
    picture = read_picture(content.getvalue())
    assert picture.shape[1] == 4000
    found = transcribe(predictor, picture)
    assert found.text == "27"
    assert found.digits[-1].box[3] > 1400  # in pixels of the photo itself


def test_a_wide_gap_is_a_space(predictor):
    one, other = page(["12"], seed=2), page(["34"], seed=3)
    height = max(len(one), len(other))
    beside = np.hstack([np.pad(part, ((0, height - len(part)), (0, 0)), mode="edge") for part in (one, other)])
    assert transcribe(predictor, beside).text == "12 34"


def test_an_empty_page_says_nothing(predictor):
    found = transcribe(predictor, np.full((200, 300), 230, np.uint8))
    assert (found.text, found.digits, found.lines) == ("", (), ())


def test_digits_that_touch_are_cut_apart(predictor, witness):
    found = transcribe(predictor, page(["68"], seed=28, gap=-0.08, uneven=0.0), witness)
    assert found.text == "68"
    assert all(digit.is_cut for digit in found.digits)


def test_only_what_may_be_several_is_worth_the_asking():
    assert may_be_several(page(["42"]))
    assert not may_be_several(page(["3"]))
