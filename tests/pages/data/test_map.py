"""Map lays images out in the plane, at once or in the background, and shows those that are chosen."""

import pytest

from cnn.embedding.points import Points, save_points
from cnn.embedding.sample import sample_rows
from cnn.embedding.settings import EmbeddingSettings
from cnn.runs.creation import create_map
from cnn.runs.queue import held
from cnn.runs.record import State
from cnn.training.events import LaidOut, LayoutProgress
from dashboard.widgets.plane import KEY

FEW = {"count": "500"}
SETTINGS = EmbeddingSettings(images=500)


def choose(visitor, digits, *places):
    """Choose the points at these places on the map of 500 images."""
    visitor.page.session_state[f"{KEY}_{digits.train.fingerprint}_500"] = {"selected": list(places)}
    return visitor.again()


@pytest.fixture
def rows(digits):
    """The rows of the 500 images that are laid out."""
    return sample_rows(digits.train.images, 500, 0)


@pytest.fixture
def made(runs, digits, rows):
    """Makes a t-SNE map in a state, with points and what was said; gives the run."""

    def make(status, *events, **state):
        run = create_map(runs, digits, SETTINGS, state=held())
        save_points(run.points, Points(rows, rows[:, None].repeat(2, 1).astype("float32")))
        for event in events:
            run.log.append(event)
        run.write_state(State(status=status, **state) if status != "running" else held())
        return run

    return make


def test_principal_components_are_shown_at_once(visit):
    visitor = visit("data/map.py", address=FEW)
    assert visitor.title == "Map"
    assert visitor.works_on == "Built-in digits: 1,500 images to learn from"
    assert "of the variance of the images" in visitor.words
    assert not visitor.subheaders


def test_what_is_chosen_is_counted_and_shown(visit, digits, rows):
    visitor = choose(visit("data/map.py", address=FEW), digits, 0, 3, 4)
    assert visitor.subheaders == ["3 images chosen"]
    first = digits.train.labels[rows[[0, 3, 4]]]
    assert all(f"of class {label}" in visitor.words for label in first)


def test_a_choice_that_is_none_of_the_points_is_passed_over(visit, digits):
    assert not choose(visit("data/map.py", address=FEW), digits, 500, -1, "x", None).subheaders


def test_one_can_zoom_to_what_is_chosen_and_back(visit, digits):
    visitor = choose(visit("data/map.py", address=FEW), digits, 0, 3, 4).press("Zoom to these")
    assert not visitor.page.button[1].disabled
    assert visitor.press("Whole map").page.button[1].disabled


def test_right_and_wrong_of_a_network(visit, finished):
    visitor = visit("data/map.py", address={**FEW, "tint": "right or wrong"})
    (network,) = (box for box in visitor.page.selectbox if box.label == "Network")
    assert network.value == finished.id
    assert not visitor.errors


def test_without_a_network_a_link_leads_to_one(visit):
    visitor = visit("data/map.py", address={**FEW, "tint": "right or wrong"})
    assert not visitor.errors
    assert not [box for box in visitor.page.selectbox if box.label == "Network"]


def test_a_map_of_neighbours_is_queued_with_what_was_chosen(visit, runs, no_worker):
    visitor = visit("data/map.py", address={**FEW, "method": "t-SNE", "perplexity": "10"})
    assert any("computed in the background" in info for info in visitor.infos)
    visitor.press("Compute the map")
    (run,) = runs.made_here()
    assert run.record.embedding == EmbeddingSettings(images=500, perplexity=10)
    assert any("Waiting for the worker" in info for info in visitor.infos)
    assert no_worker


def test_points_on_their_way_are_shown_and_can_be_stopped(visit, made):
    run = made("running", LayoutProgress(step=40, steps=750, divergence=2.5, time_s=3.0))
    visitor = visit("data/map.py", address={**FEW, "method": "t-SNE"})
    visitor.press("Stop")
    assert run.wants_stop


def test_a_finished_map_is_found_again(visit, made, digits):
    made("finished", LaidOut(images=500, steps=750, divergence=1.25, stopped=False, duration_s=9.0))
    visitor = visit("data/map.py", address={**FEW, "method": "t-SNE"})
    assert "500 images, moved 750 times in 9.0 s" in visitor.words
    assert choose(visitor, digits, 7).subheaders == ["1 image chosen"]


@pytest.mark.parametrize("status", ["failed", "stopped"])
def test_one_that_did_not_finish_can_be_computed_again(visit, made, runs, no_worker, status):
    made(status, reason="The disk is full.")
    visitor = visit("data/map.py", address={**FEW, "method": "t-SNE"})
    assert (visitor.errors == ["The disk is full."]) == (status == "failed")
    visitor.press("Compute it again")
    assert len(runs.made_here()) == 2


def test_points_that_are_gone_are_no_fault_of_the_page(visit, made):
    made("finished").points.unlink()
    assert not visit("data/map.py", address={**FEW, "method": "t-SNE"}).errors


def test_a_map_is_not_taken_for_a_training(visit, made, finished):
    made("finished")
    assert "quick start" in visit("train/train.py").words
    visitor = visit("train/runs.py")
    assert not visitor.errors
    (table,) = visitor.page.dataframe
    assert "map (t-SNE)" in table.value["task"].tolist()
