"""Which runs can be compared, and in what they differ."""

import json

import pytest

from cnn.errors import RunError
from cnn.runs.comparison import check_comparable, check_same_source, differing_settings
from cnn.runs.run import Run
from cnn.training.config import TrainingConfig


@pytest.fixture
def altered(finished_run, tmp_path):
    """Makes runs like the finished one whose record says something else."""

    def alter(name, **changes):
        folder = tmp_path / name
        folder.mkdir()
        record = json.loads((finished_run.folder / "run.json").read_text())
        data = changes.pop("data", {})
        record |= {"name": name, **changes}
        record["data"] |= data
        (folder / "run.json").write_text(json.dumps(record))
        return Run(folder)

    return alter


def test_trainings_with_the_same_classes_can_be_compared(finished_run, altered):
    check_comparable([finished_run, altered("other", data={"fingerprint": "f"})])
    check_same_source([finished_run, altered("same")])


@pytest.mark.parametrize(
    ("kind", "words"), [("folds", "label check"), ("range_test", "range"), ("embedding", "map"), ("experiment", "exp")]
)
def test_what_is_no_training_is_refused(finished_run, altered, kind, words):
    with pytest.raises(RunError, match=f"other is no training but a.* {words}"):
        check_comparable([finished_run, altered("other", kind=kind)])


def test_other_classes_and_other_data_are_refused(finished_run, altered):
    clothes = altered("clothes", data={"class_names": ["shirt", "shoe"], "title": "Fashion", "fingerprint": "f"})
    with pytest.raises(RunError, match=r"clothes tells the classes of Fashion apart, quick start those of Built-in"):
        check_comparable([finished_run, clothes])
    with pytest.raises(RunError, match=r"clothes was trained on Fashion, quick start on Built-in digits"):
        check_same_source([finished_run, clothes])


def test_only_settings_that_differ_are_told_in_the_order_of_the_form():
    first = TrainingConfig(optimizer="adam", momentum=0.5, epochs=3)
    second = TrainingConfig(optimizer="sgd", momentum=0.9, epochs=3, seed=5)
    assert differing_settings([first, second]) == {
        "optimizer": ("adam", "sgd"),
        "momentum": (None, 0.9),
        "seed": (2, 5),
    }
    assert list(differing_settings([first, second])) == ["optimizer", "momentum", "seed"]


def test_a_setting_without_effect_in_any_makes_no_difference():
    assert differing_settings([TrainingConfig(momentum=0.1), TrainingConfig(momentum=0.2)]) == {}
    assert differing_settings([TrainingConfig()] * 3) == {}
