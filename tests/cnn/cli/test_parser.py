"""Every setting is an option of its own name; a word too many or too few is a mistake in one line."""

from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest

from cnn.cli.parser import given_settings, read_arguments
from cnn.presets import PRESETS
from cnn.training.config import TrainingConfig

COMMANDS = ("data", "train", "range", "evaluate", "submit", "predict", "map", "runs", "work")


def another_value(field):
    """A word for a value of a setting that is not its default and within the bounds of all settings of its type."""
    if get_origin(field.annotation) is Literal:
        return get_args(field.annotation)[-1]
    return "7" if field.annotation is int else "0.0625"


@pytest.mark.parametrize("name", TrainingConfig.model_fields)
def test_every_setting_is_an_option_named_after_it(name):
    field = TrainingConfig.model_fields[name]
    word = another_value(field)
    given = given_settings(read_arguments(["train", "digits", f"--{name.replace('_', '-')}", word]))
    assert set(given) == {name}
    assert str(getattr(TrainingConfig.of(given), name)) == word != str(field.default)


def test_what_is_not_given_is_left_to_the_preset():
    assert given_settings(read_arguments(["train", "digits"])) == {}


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_can_be_asked_for(preset):
    assert read_arguments(["train", "digits", "--preset", preset]).preset == preset


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_a_runs_folder_and_json(command):
    needed = {
        "data": ["digits"],
        "train": ["digits"],
        "range": ["digits"],
        "map": ["digits"],
        "evaluate": ["latest"],
        "submit": ["latest"],
        "predict": ["latest", "x"],
    }
    arguments = read_arguments([command, *needed.get(command, []), "--runs", "there", "--json"])
    assert arguments.runs == Path("there")
    assert arguments.json


@pytest.mark.parametrize("command", ["evaluate", "submit"])
def test_several_runs_can_be_named(command):
    assert read_arguments([command, "latest"]).run == ["latest"]
    assert read_arguments([command, "a", "b", "c", "--data", "digits"]).run == ["a", "b", "c"]


@pytest.mark.parametrize(
    "words", ["a x.png y.png --with b --with c", "a --with b --with c x.png y.png", "--with b a x.png y.png --with c"]
)
def test_runs_to_predict_with_stand_apart_from_the_pictures(words):
    arguments = read_arguments(["predict", *words.split()])
    assert (arguments.run, arguments.more, arguments.pictures) == (["a"], ["b", "c"], ["x.png", "y.png"])


def test_a_run_predicts_alone_unless_others_are_named():
    assert read_arguments(["predict", "a", "x.png"]).more == []


@pytest.mark.parametrize("words", [[], *[[command] for command in COMMANDS]], ids=str)
def test_help_names_what_there_is(words, capsys):
    with pytest.raises(SystemExit) as end:
        read_arguments([*words, "--help"])
    assert end.value.code == 0
    text = capsys.readouterr().out
    if words in (["train"], ["range"]):
        assert all(f"--{name.replace('_', '-')}" in text for name in TrainingConfig.model_fields)
    if not words:
        assert all(command in text for command in COMMANDS)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["fly"],
        ["data"],
        ["train"],
        ["range"],
        ["train", "digits", "--epochs", "many"],
        ["train", "digits", "--optimizer", "lion"],
        ["train", "digits", "--preset", "resnet"],
        ["train", "digits", "--preset", "lenet5", "--architecture", "mine.json"],
        ["train", "digits", "--learning_rate", "0.1"],
        ["predict", "latest"],
        ["predict", "latest", "x.png", "--with"],
        ["evaluate"],
        ["submit"],
        ["runs", "show"],
        ["runs", "list", "latest"],
        ["runs", "rename", "latest"],
        ["work", "now"],
    ],
    ids=" ".join,
)
def test_a_mistake_is_one_line_and_status_2(words, capsys):
    with pytest.raises(SystemExit) as end:
        read_arguments(words)
    assert end.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "--help" in said.err
