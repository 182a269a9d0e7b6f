"""Predictions are found again by the networks, the views and the test part they are of."""

import os
from types import SimpleNamespace

import numpy as np
import pytest

from cnn.errors import SubmissionError
from cnn.submission import kept as kept_module
from cnn.submission import make_submission
from cnn.submission.kept import KeptSubmissions, in_words, key_of


@pytest.fixture
def kept(tmp_path):
    return KeptSubmissions(tmp_path)


def test_they_are_found_again_number_by_number(kept, finished_run, digits, guessed):
    about = kept.keep([finished_run], digits, None, guessed)
    assert about.key == key_of([finished_run], digits.test, None)
    assert np.array_equal(kept.find(about.key).probs, guessed.probs)
    assert kept.of(digits.test) == [about]
    assert kept.of(digits.train) == []
    assert (about.who, about.runs, about.rows, about.classes) == ("quick start", (finished_run.id,), 297, 10)


def test_other_networks_views_and_images_have_another_key(trained, digits):
    run, other = trained(), trained(seed=4)
    key = key_of([run], digits.test, None)
    assert key == key_of([run], digits.test, None)
    others = [([other], digits.test, None), ([run, other], digits.test, None), ([run], digits.test, 3)]
    assert key not in {key_of(*each) for each in [*others, ([run], digits.train, None)]}
    os.utime(run.weights, ns=(1, 1))
    assert key != key_of([run], digits.test, None)


def test_the_file_that_left_is_what_was_answered(kept, finished_run, digits, guessed):
    about = kept.keep([finished_run], digits, None, guessed)
    assert np.array_equal(kept.answers(about), guessed.predicted)
    answers = guessed.predicted.copy()
    answers[0] = (answers[0] + 1) % 10
    path = kept.take(about.key, make_submission(answers))
    assert path.name == "submission.csv"
    assert np.array_equal(kept.answers(about), answers)
    kept.keep([finished_run], digits, None, guessed)  # predicted anew
    assert np.array_equal(kept.answers(about), guessed.predicted)


def test_the_oldest_make_room_and_damaged_ones_are_passed_over(kept, finished_run, digits, guessed, monkeypatch):
    monkeypatch.setattr(kept_module, "MOST", 2)
    damaged = kept.folder / "damaged"
    damaged.mkdir(parents=True)
    (damaged / "about.json").write_text("{")
    abouts = [kept.keep([finished_run], digits, views, guessed) for views in (2, 3, 4)]
    assert len(kept.of(digits.test)) == 2
    assert damaged.exists()
    gone = next(about for about in abouts if kept.find(about.key) is None)
    with pytest.raises(SubmissionError, match="no longer there"):
        kept.answers(gone)


@pytest.mark.parametrize("content", [b"", b"no array", b"\x93NUMPY\x01\x00"])
def test_spoilt_probabilities_are_predicted_anew(kept, finished_run, digits, guessed, content):
    about = kept.keep([finished_run], digits, None, guessed)
    (kept.folder / about.key / "probs.npy").write_bytes(content)
    assert kept.find(about.key) is None


def test_a_folder_that_cannot_be_written_is_told(tmp_path, finished_run, digits, guessed):
    (tmp_path / "runs").write_text("in the way")
    with pytest.raises(SubmissionError, match="cannot be kept"):
        KeptSubmissions(tmp_path / "runs").keep([finished_run], digits, None, guessed)


def test_runs_are_named_as_a_person_would():
    runs = [SimpleNamespace(name=name) for name in ("Balanced", "Strong", "Sprint")]
    said = [in_words(runs[:number]) for number in (1, 2, 3)]
    assert said == ["Balanced", "Balanced and Strong", "Balanced and 2 others"]
