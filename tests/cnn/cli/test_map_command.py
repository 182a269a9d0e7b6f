"""A t-SNE map in a terminal: what came of it and where it is, and JSON for programs."""

import pytest

from cnn.embedding.points import load_points


@pytest.fixture
def made(cnn, store):
    """Runs ``cnn map`` on a few built-in digits."""
    return lambda *words: cnn("map", "digits", "--images", 40, "--iterations", 20, "--runs", store.folder, *words)


def test_it_says_what_came_of_it_and_where_it_is(made, store):
    answer = made("--perplexity", 4)
    run = store.find("latest")
    assert answer.status == 0
    lines = answer.out.splitlines()
    assert lines[0] == f"Run {run.id}"
    assert lines[1].startswith("40 images, moved 20 times; divergence ")
    assert lines[2] == f"Rows and places are in {run.points}"
    assert lines[3].startswith(f"Run {run.id} finished after")
    assert len(load_points(run.points).rows) == 40
    assert run.record.embedding.perplexity == 4


def test_with_json_every_event_is_a_line(made, store):
    first, *_, last = made("--json").records
    assert (first["kind"], first["step"]) == ("layout_progress", 0)
    assert (last["kind"], last["run"]) == ("laid_out", store.find("latest").id)


def test_the_recorded_command_makes_the_same_map(made, store, cnn):
    made("--seed", 3)
    run = store.find("latest")
    words = run.record.command.split()[3:]
    assert cnn(*words, "--runs", store.folder).status == 0
    again = store.find("latest")
    assert again.id != run.id
    assert load_points(again.points).places.tolist() == load_points(run.points).places.tolist()


def test_a_setting_out_of_bounds_is_a_mistake_in_one_line(cnn, store):
    answer = cnn("map", "digits", "--images", 3, "--runs", store.folder)
    assert answer.status == 2
    assert answer.err.strip() == "cnn: images = 3: input should be greater than or equal to 10."
    assert store.made_here() == []
