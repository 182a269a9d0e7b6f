"""Searches are found by their names; where they are kept may be out of reach, and no password is ever told."""

import subprocess
import sys

import pytest

from cnn.errors import ConfigError, SweepError, VisitorError
from cnn.places import ROOT
from cnn.sweep.creation import train_in_full
from cnn.sweep.storage import FILE, is_there, storage_url, without_password
from cnn.sweep.sweeps import Sweeps
from cnn.visitor import Visitor, working_for


def test_searches_are_listed_the_newest_first_and_found_by_name(begin, sweeps):
    begin(name="first"), begin(name="second")
    assert sweeps.names() == ["second", "first"]
    assert sweeps.find("first").plan.name == "first"
    assert sweeps.find("latest").name == "second"
    assert sweeps.free_name("first") == "first 2"
    assert sweeps.free_name("third") == "third"


def test_who_only_looks_leaves_nothing(tmp_path):
    with pytest.raises(SweepError, match="there is none yet"):
        Sweeps(tmp_path).find("rates")
    assert not (tmp_path / FILE).exists()


def test_what_is_not_there_is_said(begin, sweeps):
    begin()
    with pytest.raises(SweepError, match="'other'; there are rates"):
        sweeps.find("other")
    with pytest.raises(SweepError, match="already"):
        begin()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"space": {}}, "at least one setting"),
        ({"trials": None}, "say how many"),
        ({"trials": 0}, "say how many"),
        ({"minutes": -1.0}, "say how many"),
        ({"epochs": 0}, "epochs = 0"),
        ({"name": "-x"}, "hyphen"),
    ],
)
def test_a_search_that_cannot_be_is_refused(given, said, begin, sweeps):
    with pytest.raises(ConfigError, match=said):
        begin(**given)
    assert sweeps.names() == []


def test_a_search_without_a_validation_part_has_nothing_to_choose_by(plan, digits, tiny, quick):
    with pytest.raises(ConfigError, match="validation"):
        plan_of = plan().model_copy(update={"config": quick.changed(validation_share=0)})
        Sweeps(None, "sqlite://").create(plan_of)


def test_only_who_has_charge_of_the_machine_begins_and_stops_one(begin):
    sweep = begin()
    with working_for(Visitor("Ada")):
        for forbidden in (sweep.stop, sweep.go_on, lambda: begin(name="hers")):
            with pytest.raises(VisitorError, match="charge"):
                forbidden()


def test_a_trial_is_trained_in_full_with_its_settings(begin, store, digits, tender, monkeypatch):
    monkeypatch.setattr("cnn.sweep.creation.open_for", lambda plan: digits)
    sweep = begin()
    tender(sweep).look()
    trial = sweep.trials[0]
    config = train_in_full(store, sweep.plan, trial).record.config
    assert config.learning_rate == trial.values["learning_rate"]
    assert (config.epochs, config.members) == (3, 3)


def test_a_password_is_never_told(tmp_path):
    url = "postgresql://ada:s3cret@127.0.0.1:1/none"
    assert without_password(storage_url(tmp_path, url)) == "postgresql+psycopg://ada:***@127.0.0.1:1/none"
    assert is_there(url)
    with pytest.raises(SweepError) as caught:
        Sweeps(tmp_path, url).names()
    assert "cannot be read" in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("url", ["nonsense", "oracle+nothing://x", "sqlite:////proc/none/x.sqlite"])
def test_a_storage_that_is_none_is_said(url, tmp_path, plan):
    with pytest.raises(SweepError):
        Sweeps(tmp_path, url).create(plan())


def test_a_search_needs_no_pytorch(begin, store):
    begin()
    code = "import sys; from cnn.sweep.sweeps import Sweeps; from pathlib import Path; import cnn.sweep.duty, optuna;"
    code += "print(Sweeps(Path(sys.argv[1])).find('latest').status); sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code, store.folder], cwd=ROOT, check=True)
