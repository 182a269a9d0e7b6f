"""My drawings: a trained network is taught one's own hand, and what that changed is told."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from cnn.data.drawings import keep_drawing
from cnn.runs.run import Run
from cnn.runs.worker import perform
from dashboard.state import RUN


@pytest.fixture
def drawn():
    """Three strokes that are said to be sevens."""

    def pad(slant):
        paper = Image.new("L", (280, 280), 255)
        ImageDraw.Draw(paper).line((140 + slant, 50, 140 - slant, 230), 0, 20)
        return np.asarray(paper)

    return [keep_drawing(pad(slant), "7") for slant in (0, 20, 60)]


def test_without_a_network_there_is_nothing_to_teach(visit, drawn):
    visitor = visit("data/drawings.py")
    assert "Teach it" not in visitor.buttons
    assert not visitor.errors


def test_without_drawings_there_is_nothing_to_learn(visit, finished):
    assert "Teach it" not in visit("data/drawings.py").buttons


def test_a_network_is_taught_and_the_change_told(visit, finished, drawn, runs, no_worker):
    visitor = visit("data/drawings.py")
    visitor.page.number_input(key="most_lost_points").set_value(5.0)
    visitor.again().press("Teach it")
    run = runs.find("latest")
    assert (run.record.tuning.parent, run.record.tuning.most_lost_points) == (finished.id, 5.0)
    assert no_worker
    for _ in perform(run):
        pass
    visitor.again()
    assert "old validation images it read" in visitor.words
    assert "No drawing was kept aside" in visitor.words
    visitor.press("Draw with it")
    assert visitor.title == "Draw"
    assert visitor.page.session_state[RUN] == run.id


def test_a_network_whose_data_is_not_here_says_so(visit, finished, drawn, runs):
    path = finished.folder / "run.json"
    path.write_text(path.read_text().replace('"source": "digits"', '"source": "kaggle"'))
    (error,) = visit("data/drawings.py").press("Teach it").errors
    assert "kaggle" in error.lower() or "competition" in error.lower()
    assert len(runs.all()) == 1


def test_other_data_in_its_place_is_refused(visit, finished, drawn, runs):
    path = finished.folder / "run.json"
    fingerprint = Run(finished.folder).record.data.fingerprint
    path.write_text(path.read_text().replace(fingerprint, "0" * 16))
    (error,) = visit("data/drawings.py").press("Teach it").errors
    assert "holds other images by now" in error
