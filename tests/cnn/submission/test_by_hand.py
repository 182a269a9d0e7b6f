"""Answers given by hand belong to a test part, are kept whole or not at all, and can be taken back."""

import pytest

from cnn.errors import SubmissionError
from cnn.submission.by_hand import ByHand, ByHandFile


@pytest.fixture
def file(tmp_path):
    return ByHandFile(tmp_path / "submissions", "0123", rows=50, classes=10)


def test_none_are_there_at_first(file):
    assert file.read() == ByHand(fingerprint="0123")
    assert not file.folder.exists()


def test_one_answer_a_row_the_last_one(file):
    file.change(lambda kept: kept.with_answer(3, 7))
    file.change(lambda kept: kept.with_answer(9, 1))
    file.change(lambda kept: kept.with_answer(3, 2))
    assert file.read().labels == {9: 1, 3: 2}
    assert file.change(ByHand.without_last).labels == {9: 1}
    assert file.change(lambda kept: kept.without(9)).labels == {}
    assert file.change(ByHand.without_last).labels == {}


def test_other_test_parts_have_their_own(file):
    file.change(lambda kept: kept.with_answer(3, 7))
    assert ByHandFile(file.folder, "4567", 50, 10).read().labels == {}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("no json", "not what this program wrote"),
        ('{"fingerprint": "0123", "entries": [{"row": 1}]}', "not what this program wrote"),
        ('{"fingerprint": "9999", "entries": []}', "another test part"),
        ('{"fingerprint": "0123", "entries": [{"row": 50, "label": 1}]}', "a row or a class that is not there"),
        ('{"fingerprint": "0123", "entries": [{"row": 1, "label": 10}]}', "a row or a class that is not there"),
    ],
)
def test_a_damaged_file_is_told_and_never_written_over(file, content, sentence):
    file.folder.mkdir()
    file.path.write_text(content)
    for act in (file.read, lambda: file.change(lambda kept: kept.with_answer(0, 0))):
        with pytest.raises(SubmissionError, match=sentence):
            act()
    assert file.path.read_text() == content


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "submissions").write_text("in the way")
    with pytest.raises(SubmissionError, match="cannot be written"):
        ByHandFile(tmp_path / "submissions", "0123", 50, 10).change(lambda kept: kept.with_answer(0, 0))
