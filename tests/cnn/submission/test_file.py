"""A submission is what the competition accepts, to the letter, or it is not written."""

import numpy as np
import pytest

from cnn.errors import SubmissionError
from cnn.submission import make_submission, read_submission, write_submission

GOOD = b"ImageId,Label\n1,3\n2,0\n3,9\n"


def test_a_submission_is_ids_from_one_and_whole_digits():
    assert make_submission(np.array([3, 0, 9])) == GOOD
    assert read_submission(GOOD, 3).tolist() == [3, 0, 9]


def test_line_ends_of_windows_are_accepted():
    assert read_submission(GOOD.replace(b"\n", b"\r\n"), 3).tolist() == [3, 0, 9]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Line 1 of the submission is 'nothing'"),
        (b"ImageID,Label\n1,3\n2,0\n3,9\n", "expects 'ImageId,Label'"),
        (b"1,3\n2,0\n3,9\n", "Line 1"),
        (GOOD[:-4], "has 2 rows, the test part 3"),
        (GOOD + b"4,1\n", "has 4 rows, the test part 3"),
        (b"ImageId,Label\n0,3\n1,0\n2,9\n", "Line 2 of the submission is '0,3'; expected the id 1"),
        (b"ImageId,Label\n1,3\n3,0\n2,9\n", "Line 3 of the submission is '3,0'; expected the id 2"),
        (b"ImageId,Label\n1,3\n1,0\n2,9\n", "Line 3"),
        (b"ImageId,Label\n1,3\n2,10\n3,9\n", "Line 3 of the submission is '2,10'"),
        (b"ImageId,Label\n1,3\n2,-1\n3,9\n", "Line 3"),
        (b"ImageId,Label\n1,3\n2,4.0\n3,9\n", "Line 3"),
        (b"ImageId,Label\n1,3\n2,\n3,9\n", "Line 3"),
        (b"ImageId,Label\n1,3\n2\n3,9\n", "Line 3"),
        (b"ImageId,Label\n1,3\n2,0,0\n3,9\n", "Line 3"),
        (b"ImageId,Label\n1,3\n\n3,9\n", "Line 3"),
        (b"ImageId,Label\n1,3\n2,\xff\n3,9\n", "no CSV in UTF-8"),
        (b"ImageId,Label\n1,3\n2," + b"0" * 200_000 + b"\n3,9\n", "no CSV in UTF-8"),
    ],
)
def test_every_fault_is_named_with_its_line(content, sentence):
    with pytest.raises(SubmissionError) as caught:
        read_submission(content, 3)
    assert sentence in str(caught.value)


def test_more_classes_allow_more_labels():
    assert read_submission(b"ImageId,Label\n1,25\n", 1, classes=26).tolist() == [25]


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_left(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SubmissionError, match="choose another place"):
        write_submission(tmp_path / "file" / "submission.csv", GOOD)
    with pytest.raises(SubmissionError, match="cannot be written"):
        write_submission(tmp_path, GOOD)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    write_submission(tmp_path / "submission.csv", GOOD)
    assert (tmp_path / "submission.csv").read_bytes() == GOOD
