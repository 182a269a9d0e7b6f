"""Parts can be chosen, what was measured is kept, and a failure is no silence."""

import json

import pytest

from benchmarks.speed import __main__ as program
from benchmarks.speed.gpu import Gpu
from cnn.errors import TrainingError


@pytest.fixture
def called(monkeypatch):
    """Parts that measure nothing; the list says which were asked, and with what options."""
    calls = []

    def part(name):
        def measure(options):
            calls.append((name, options))
            return Gpu()

        return measure

    monkeypatch.setattr(program, "PARTS", {name: part(name) for name in program.PARTS})
    return calls


def test_all_parts_are_measured_unless_some_are_chosen(called, tmp_path, capsys):
    common = ("--data", "digits", "--out", str(tmp_path / "speed.json"))
    assert program.main(common) == 0
    assert [name for name, _ in called] == ["epochs", "limit", "watching", "prediction", "memory", "gpu"]
    called.clear()
    assert program.main(("--only", "memory,limit", "--rounds", "1", *common)) == 0
    assert [name for name, _ in called] == ["limit", "memory"]
    assert {options.rounds for _, options in called} == {1}
    assert set(json.loads((tmp_path / "speed.json").read_text())["parts"]) == {"limit", "memory"}
    assert "no GPU here" in capsys.readouterr().out
    assert "no GPU here" in (tmp_path / "speed.md").read_text()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(("--only", "speed"), "there is no part 'speed'"), (("--rounds", "0"), "'0' is no whole number from 1")],
)
def test_a_mistake_is_explained(words, sentence, called, capsys):
    with pytest.raises(SystemExit) as ended:
        program.main(words)
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


def test_data_that_is_not_there_ends_it_at_once(called, capsys):
    assert program.main(("--data", "no-such-file.zip")) == 2
    assert called == []
    assert capsys.readouterr().err.startswith("bench: ")


def test_a_part_that_fails_leaves_the_others(called, monkeypatch, tmp_path, capsys):
    def fail(options):
        raise TrainingError("The loss was no longer a number.")

    monkeypatch.setitem(program.PARTS, "limit", fail)
    out = tmp_path / "speed.json"
    assert program.main(("--only", "limit,gpu", "--data", "digits", "--out", str(out))) == 1
    assert set(json.loads(out.read_text())["parts"]) == {"gpu"}
    assert "limit could not be measured: The loss was no longer a number." in capsys.readouterr().err
