"""What a training says in a terminal besides its epochs."""

import json

import pytest

from cnn.cli.output import Output, TrainingPrinter
from cnn.training.events import Finished, MemoryShort, WarmedUp


@pytest.fixture
def show(capsys):
    """Shows one event; gives what was said on stdout and on stderr."""

    def show(event, as_json=False):
        TrainingPrinter(Output(as_json)).show(event)
        return capsys.readouterr()

    return show


def ended(**news):
    return Finished(duration_s=3.0, best_epoch=1, validation_accuracy=0.9, parameters=7, **{"stopped": False, **news})


def test_short_memory_is_noted(show):
    said = show(MemoryShort(epoch=2, step=7, pieces=4, images_at_once=16))
    assert said.err == (
        "note: memory was short in epoch 2: a batch is computed in 4 pieces of at most 16 images from now on; "
        "the steps stay the same\n"
    )


def test_warming_up_is_said_and_why_it_brought_no_recording(show):
    said = show(WarmedUp(time_s=2.5, replays=True))
    assert (said.out, said.err) == ("Warmed up in 2.5 s\n", "")
    said = show(WarmedUp(time_s=2.5, replays=False, why_not="too old"))
    assert said.out == "Warmed up in 2.5 s\n"
    assert said.err == (
        "note: Its step could not be recorded, so each is computed anew, which takes longer: too old.\n"
    )


def test_an_early_end_is_said_and_no_other(show):
    assert "Ended early" in show(ended(stopped_early=True)).out
    assert show(ended()).out == ""
    assert show(ended(stopped=True)).out == ""


def test_programs_get_the_event_alone(show):
    (line,) = show(ended(stopped_early=True), as_json=True).out.splitlines()
    assert json.loads(line) == ended(stopped_early=True).model_dump()
