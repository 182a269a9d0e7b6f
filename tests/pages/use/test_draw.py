"""Draw reads what is on the pad; drawing with a real mouse is tested in a real browser."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from dashboard.state import DRAWING, RUN, KeptDrawing


@pytest.fixture
def a_one() -> KeptDrawing:
    """A pad with a vertical stroke on it."""
    paper = Image.new("RGBA", (280, 280), "#F5F6F8")
    ImageDraw.Draw(paper).line((140, 50, 140, 230), "#1B1F27", 20)
    return KeptDrawing(picture=np.asarray(paper), strokes={"objects": [{}]})


def test_an_empty_pad_says_what_will_be_here(visit, finished):
    visitor = visit("use/draw.py")
    assert visitor.works_on == "quick start, trained on Built-in digits, reads what you draw"
    assert visitor.infos == ["Draw a digit on the pad; the answer comes as you draw."]
    assert "Clear" in visitor.buttons


def test_a_drawing_is_read_and_shown_as_the_network_sees_it(visit, finished, a_one):
    visitor = visit("use/draw.py", {DRAWING: a_one})
    (answer,) = visitor.subheaders
    assert answer.partition(",")[0] in finished.record.data.class_names
    assert answer.endswith("% sure")
    assert len(visitor.page.get("plotly_chart")) == 1
    assert len(visitor.picture_captions) >= 3


def test_a_drawing_is_kept_while_looking_elsewhere(visit, finished, a_one):
    visitor = visit("use/draw.py", {DRAWING: a_one})
    answer = visitor.subheaders
    assert visitor.go("train/runs.py").go("use/draw.py").subheaders == answer


def test_a_blank_pad_gets_no_answer(visit, finished):
    blank = np.full((280, 280, 4), 255, np.uint8)
    visitor = visit("use/draw.py", {DRAWING: KeptDrawing(picture=blank, strokes={"objects": [{}]})})
    assert not visitor.subheaders
    assert visitor.infos


def test_without_any_run_the_page_says_what_to_do(visit):
    visitor = visit("use/draw.py")
    assert visitor.works_on == "No run to draw for"
    assert visitor.errors == ["No network is trained yet: train one, and it can be chosen here."]


@pytest.mark.parametrize("content", [b"", b"no safetensors", b"\xff" * 64])
def test_spoilt_weights_are_one_sentence_and_another_run_can_be_chosen(content, visit, another):
    another("20250101-000000", name="sound")
    another("20250102-000000", name="spoilt").weights.write_bytes(content)
    visitor = visit("use/draw.py")
    (error,) = visitor.errors
    assert "best.safetensors" in error
    assert not visitor.choose("Run", "20250101-000000").errors


def test_the_weights_a_lost_run_left_can_be_drawn_for(visit, lost):
    assert not visit("use/draw.py").errors


def test_a_run_of_several_networks_is_one_run_and_says_what_it_is_made_of(visit, ensemble, a_one):
    visitor = visit("use/draw.py")
    assert "3 networks, 8 views each" in visitor.words
    assert visitor.page.session_state[RUN] == ensemble.id
    (answer,) = visit("use/draw.py", {DRAWING: a_one}).subheaders
    assert answer.endswith("% sure")
