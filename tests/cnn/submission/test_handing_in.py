"""Kaggle's tool is run without a shell, on request alone; here a stand-in takes its place."""

import json
import shlex
import sys
from pathlib import Path

import pytest

from cnn.errors import SubmissionError
from cnn.submission import handing_in
from cnn.submission.handing_in import command, hand_in, message_of, missing

PYTHON = sys.executable
TOOL = """#!{python}
import json, pathlib, sys
pathlib.Path({heard!r}).write_text(json.dumps(sys.argv[1:]))
print({said!r})
sys.exit({status})
"""
TAKEN = "100%|####| 208k/208k\rSuccessfully submitted to Digit Recognizer"


@pytest.fixture(autouse=True)
def nobody(tmp_path, monkeypatch):
    """Neither tool nor account, whatever this machine has."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(handing_in.sys, "executable", str(tmp_path / "python" / "python"))
    monkeypatch.setattr(handing_in, "find_spec", lambda name: None)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    for name in ("KAGGLE_API_TOKEN", "KAGGLE_USERNAME", "KAGGLE_KEY", "KAGGLE_CONFIG_DIR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def tool(tmp_path):
    """Installs a tool that says something and remembers how it was called."""
    heard = tmp_path / "heard.json"

    def install(said=TAKEN, status=0):
        place = tmp_path / "bin" / "kaggle"
        place.parent.mkdir(exist_ok=True)
        place.write_text(TOOL.format(python=PYTHON, heard=str(heard), said=said, status=status))
        place.chmod(0o755)
        return lambda: json.loads(heard.read_text())

    return install


@pytest.fixture
def account(tmp_path):
    """Puts a token where the tool looks for one."""
    token = tmp_path / "home" / ".kaggle" / "kaggle.json"
    token.parent.mkdir(parents=True)
    token.write_text("{}")


def test_the_command_survives_any_name():
    message = 'Nina\'s net; rm -rf $HOME `x` "y"'
    typed = command("submission.csv", message)
    assert shlex.split(typed)[:5] == ["kaggle", "competitions", "submit", "-c", "digit-recognizer"]
    assert shlex.split(typed)[5:] == ["-f", "submission.csv", "-m", message]


def test_the_message_says_which_networks_and_how_good(trained):
    runs = [trained(), trained(members=2, views=3)]
    assert message_of(runs[:1], None, 0.9812, 0) == "tiny, validation 98.12 %"
    assert message_of(runs, None, None, 0) == "tiny and tiny, 3 networks, 1 or 3 views, not validated"
    assert message_of(runs[:1], 5, 0.98, 2) == "tiny, 5 views, validation 98.00 %, 2 corrected by hand"


def test_what_is_missing_is_said(tool, account, tmp_path):
    assert "is not installed" in missing()
    with pytest.raises(SubmissionError, match="is not installed"):
        hand_in(tmp_path / "submission.csv", "message")
    tool()
    assert missing() == ""
    (tmp_path / "home" / ".kaggle" / "kaggle.json").unlink()
    assert "does not know your account" in missing()


@pytest.mark.parametrize("given", [{"KAGGLE_API_TOKEN": "x"}, {"KAGGLE_USERNAME": "x", "KAGGLE_KEY": "y"}])
def test_an_account_may_be_in_the_environment(tool, monkeypatch, given):
    tool()
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert missing() == ""


@pytest.mark.parametrize("name", ["kaggle.json", "access_token", "credentials.json"])
def test_an_account_may_be_in_a_folder_that_is_named(tool, monkeypatch, tmp_path, name):
    tool()
    monkeypatch.setenv("KAGGLE_CONFIG_DIR", str(tmp_path / "elsewhere"))
    assert missing()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / name).write_text("")
    assert missing() == ""


def test_the_tool_hears_word_by_word_and_its_answer_is_told(tool, account, tmp_path):
    heard, message = tool(), "it's $HOME; ls"
    answer = hand_in(tmp_path / "submission.csv", message)
    assert (answer.text.splitlines()[-1], answer.is_taken) == ("Successfully submitted to Digit Recognizer", True)
    file = str(tmp_path / "submission.csv")
    assert heard() == ["competitions", "submit", "-c", "digit-recognizer", "-f", file, "-m", message]


def test_an_answer_that_says_nothing_of_success_is_not_taken_for_one(tool, account, tmp_path):
    tool("Could not submit to competition")
    assert not hand_in(tmp_path / "submission.csv", "message").is_taken


@pytest.mark.parametrize(
    ("said", "status", "sentence"),
    [
        ("HTTPSConnectionPool: Max retries exceeded with url: /api", 1, "cannot be reached"),
        ("Temporary failure in name resolution", 1, "cannot be reached"),
        ("401 - Unauthorized", 0, "does not accept the token"),
        ("403 Client Error: Forbidden for url", 1, "accept its rules"),
        ("Traceback\nValueError: something", 1, "failed: Traceback\nValueError: something"),
        ("", 3, "gave no reason"),
    ],
)
def test_what_goes_wrong_is_a_sentence(tool, account, tmp_path, said, status, sentence):
    tool(said, status)
    with pytest.raises(SubmissionError, match=sentence):
        hand_in(tmp_path / "submission.csv", "message")


def test_a_tool_that_never_answers_is_given_up(tool, account, tmp_path, monkeypatch):
    tool()
    monkeypatch.setattr(handing_in, "PATIENCE_S", 0.0)
    with pytest.raises(SubmissionError, match="did not answer within"):
        hand_in(tmp_path / "submission.csv", "message")


def test_a_tool_that_is_no_program_is_told(tool, account, tmp_path):
    tool()
    (tmp_path / "bin" / "kaggle").write_bytes(b"\x7fELF")
    with pytest.raises(SubmissionError, match="cannot be run"):
        hand_in(tmp_path / "submission.csv", "message")
