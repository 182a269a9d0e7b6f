"""A run is a folder a person can read; what people note is kept apart from what was done."""

import json

import pytest

from cnn.errors import RunError
from cnn.runs.creation import create_run
from cnn.runs.record import Notes, State
from cnn.runs.run import Run


@pytest.fixture
def run(store, digits, tiny, quick):
    return create_run(store, digits, tiny, quick)


def test_its_files_are_json_with_line_breaks(run):
    text = (run.folder / "run.json").read_text("utf-8")
    assert json.loads(text)["architecture"]["name"] == "tiny"
    assert len(text.splitlines()) > 20


def test_notes_change_the_name_and_not_the_record(run):
    before = (run.folder / "run.json").read_bytes()
    run.write_notes(Notes(name="my best", text="tried ×2"))
    assert Run(run.folder).name == "my best"
    assert Run(run.folder).notes.text == "tried ×2"
    assert (run.folder / "run.json").read_bytes() == before


def test_a_stop_is_wanted_once_it_was_asked_for(run):
    assert not run.wants_stop
    run.request_stop()
    assert run.wants_stop


def test_the_state_is_read_anew_each_time(run):
    run.write_state(State(status="finished", epoch=3))
    assert run.status == "finished"
    assert Run(run.folder).state.epoch == 3


def test_a_folder_without_a_record_is_no_run(tmp_path):
    with pytest.raises(RunError, match=r"has no run\.json"):
        _ = Run(tmp_path).record


def test_what_a_newer_release_adds_is_passed_over(run):
    path = run.folder / "state.json"
    path.write_text(json.dumps(State(status="finished").model_dump() | {"mood": "good"}))
    assert run.status == "finished"


def test_its_networks_are_a_file_each_and_the_first_is_where_it_always_was(store, digits, tiny, quick):
    run = create_run(store, digits, tiny, quick.changed(members=3))
    assert run.weights == run.weights_of(1) == run.folder / "best.safetensors"
    assert run.weights_of(3) == run.folder / "best.3.safetensors"
    assert run.member_weights == ()
    for member in (1, 2):
        run.weights_of(member).touch()
    assert run.member_weights == (run.weights_of(1), run.weights_of(2))
    assert run.is_usable


def test_a_run_from_before_there_were_several_networks_has_one(run):
    path = run.folder / "run.json"
    record = json.loads(path.read_text())
    for name in ("members", "views"):
        del record["config"][name]
    path.write_text(json.dumps(record))
    run.weights.touch()
    run.weights_of(2).touch()
    assert Run(run.folder).member_weights == (run.weights,)
