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
    assert [button.label for button in visitor.page.button if button.disabled] == ["Undo", "Redo", "Clear"]


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


def test_several_runs_answer_side_by_side_and_vote(visit, another, a_one):
    another("20250101-000000", name="first")
    another("20250102-000000", name="second")
    visitor = visit("use/draw.py", {DRAWING: a_one}).choose_several("Ask others too", "20250101-000000")
    assert visitor.works_on.startswith("2 runs, second the first of them")
    read = visitor.subheaders[0].partition(",")[0]
    assert visitor.subheaders[0].endswith("sure on average")
    assert f"All 2 read {read}." in visitor.words
    assert "disagrees" not in visitor.words
    again = visitor.go("train/runs.py").go("use/draw.py")
    assert again.page.multiselect[0].value == ["20250101-000000"]


def test_runs_that_tell_other_classes_apart_are_not_asked(visit, finished):
    assert not visit("use/draw.py").page.multiselect


def test_each_step_of_the_way_says_why(visit, finished, a_one):
    visitor = visit("use/draw.py", {DRAWING: a_one})
    assert visitor.picture_captions[0] == "1. Ink found"
    assert visitor.picture_captions[-1].endswith("As the network reads it")
    assert "28×28×1 numbers from 0 to 1" in visitor.words


def test_two_digits_are_said_to_be_two(visit, finished):
    paper = Image.new("L", (280, 280), 245)
    for x in (70, 200):
        ImageDraw.Draw(paper).line((x, 60, x, 220), 27, 18)
    visitor = visit("use/draw.py", {DRAWING: KeptDrawing(picture=np.asarray(paper), strokes={"objects": [{}]})})
    (warning,) = visitor.warnings
    assert "These seem to be 2 digits" in warning


def test_undo_takes_a_stroke_back_and_redo_brings_it_again(visit, finished, a_one):
    kept = KeptDrawing().drawn(a_one.strokes, a_one.picture)
    visitor = visit("use/draw.py", {DRAWING: kept})
    assert visitor.subheaders
    assert visitor.press("Undo").infos == ["Draw a digit on the pad; the answer comes as you draw."]
    assert visitor.press("Redo").subheaders
    assert not next(button for button in visitor.page.button if button.label == "Clear").disabled
    assert not visitor.press("Clear").subheaders
    assert visitor.press("Undo").subheaders
