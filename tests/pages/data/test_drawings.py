"""My drawings: shown by class, given another class, deleted, brought back, downloaded, and added to training."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from cnn.data.drawings import all_drawings, keep_drawing
from dashboard.state import DRAWING, SOURCE, KeptDrawing, SourceChoice


def pad(slant=0):
    paper = Image.new("RGBA", (280, 280), "#F5F6F8")
    ImageDraw.Draw(paper).line((140 + slant, 50, 140 - slant, 230), "#1B1F27", 20)
    return np.asarray(paper)


@pytest.fixture
def drawn():
    """Two ones and a seven."""
    return [keep_drawing(pad(slant), name) for slant, name in ((0, "1"), (20, "1"), (60, "7"))]


def classes():
    return [drawing.class_name for drawing in all_drawings()]


def test_at_first_the_page_says_what_will_be_here(visit):
    visitor = visit("data/drawings.py")
    assert visitor.works_on == "0 drawings, kept under Draw"
    assert visitor.infos == ["What you draw and keep will be here, by class."]
    assert visitor.press("Draw").title == "Draw"


def test_a_drawing_is_kept_on_the_pad_with_what_it_was(visit, finished):
    visitor = visit("use/draw.py", {DRAWING: KeptDrawing(picture=pad(), strokes={"objects": [{}]})})
    visitor.choose("It was a", 4).press("Keep it")
    assert classes() == ["4"]
    assert any("Kept as 4; 1 drawing so far." in caption.value for caption in visitor.page.caption)
    assert visitor.infos == ["Draw a digit on the pad; the answer comes as you draw."]
    assert visitor.go("data/drawings.py").works_on == "1 drawing of 1 class, kept under Draw"


def test_an_empty_pad_has_nothing_to_keep(visit, finished):
    assert "Keep it" not in visit("use/draw.py").buttons


def test_they_are_shown_by_class_with_one_of_them_large(visit, drawn):
    visitor = visit("data/drawings.py")
    assert visitor.works_on == "3 drawings of 2 classes, kept under Draw"
    (sheet,) = visitor.page.get("plotly_chart")
    assert sheet.proto.alt == "Drawings by class: 2 of 1, 1 of 7"
    assert visitor.picture_captions[0].startswith("7, kept 20")


def test_another_class_is_given_and_undone(visit, drawn):
    visitor = visit("data/drawings.py")
    visitor.page.number_input[0].set_value(1)
    visitor.again().choose("It is a", "2")
    assert sorted(classes()) == ["1", "2", "7"]
    assert visitor.picture_captions[0].startswith("2, kept")
    visitor.press("Undo")
    assert sorted(classes()) == ["1", "1", "7"]


def test_one_is_deleted_and_brought_back(visit, drawn):
    visitor = visit("data/drawings.py").press("Delete").press("Delete")
    assert classes() == ["1"]
    visitor.press("Undo").press("Undo")
    assert sorted(classes()) == ["1", "1", "7"]
    assert "Undo" in visitor.buttons


def test_all_can_be_deleted_and_still_brought_back(visit, drawn):
    visitor = visit("data/drawings.py").press("Delete").press("Delete").press("Delete")
    assert visitor.infos == ["What you draw and keep will be here, by class."]
    visitor.press("Undo")
    assert len(classes()) == 1


def test_one_that_is_gone_is_one_sentence(visit, drawn):
    visitor = visit("data/drawings.py")
    drawn[2].path.unlink()
    (error,) = visitor.press("Delete").errors
    assert "no longer there" in error


def test_a_spoilt_picture_is_told_and_the_others_shown(visit, drawn):
    drawn[0].path.write_bytes(b"no picture")
    visitor = visit("data/drawings.py")
    assert len(visitor.warnings) == 1
    assert visitor.works_on.startswith("2 drawings")


def test_they_can_be_added_to_what_is_trained_on(visit, drawn, runs, no_worker):
    visitor = visit("data/drawings.py")
    assert "Download as CSV" in visitor.downloads
    visitor.page.toggle(key="add_drawings").set_value(True)
    visitor.again().go("train/train.py")
    assert "on Built-in digits and 3 drawings, 1,503 images" in visitor.works_on
    visitor.press("Train")
    (run,) = runs.all()
    assert run.record.data.source == "digits+drawings"
    assert run.record.data.drawings == 3
    assert visitor.go("data/explore.py").choose("Data set", "My drawings").works_on.startswith("My drawings: 3 images")


def test_only_images_of_their_size_can_take_them(visit, drawn, tmp_path):
    path = tmp_path / "train.csv"
    path.write_text("label," + ",".join(f"pixel{k}" for k in range(64)) + "\n" + "1," + ",".join(["9"] * 64) + "\n")
    visitor = visit("data/drawings.py", {SOURCE: SourceChoice(str(path))})
    assert not visitor.errors
    assert not visitor.page.toggle
