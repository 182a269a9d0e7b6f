"""A submission is what the competition accepts, to the letter, or it is not written."""

import numpy as np
import pandas as pd
import pytest

from cnn.data.imageset import Dataset, ImageSet
from cnn.errors import DataError, SubmissionError
from cnn.predict import Predictor
from cnn.submission import caveat, check_submission, make_submission, predict_test, test_part, write_submission

test_part.__test__ = False  # a function of the package, not a test

GOOD = b"ImageId,Label\n1,3\n2,0\n3,9\n"


def test_a_submission_is_ids_from_one_and_whole_digits():
    assert make_submission(np.array([3, 0, 9])) == GOOD
    check_submission(GOOD, 3)


def test_line_ends_of_windows_are_accepted():
    check_submission(GOOD.replace(b"\n", b"\r\n"), 3)


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
        check_submission(content, 3)
    assert sentence in str(caught.value)


def test_more_classes_allow_more_labels():
    check_submission(b"ImageId,Label\n1,25\n", 1, classes=26)


def test_the_test_part_is_predicted_with_progress(finished_run, digits):
    heard = []
    predictor = Predictor.of_run(finished_run)
    submission = predict_test(predictor, digits, heard.append)
    table = pd.read_csv(pd.io.common.BytesIO(submission.content))
    assert table["ImageId"].tolist() == list(range(1, len(digits.test) + 1))
    assert np.array_equal(table["Label"], predictor.probs(digits.test.images).argmax(1))
    assert np.array_equal(submission.predicted, table["Label"])
    assert heard == sorted(heard)
    assert heard[-1] == 1


def test_several_networks_predict_the_test_part_together(trained, digits):
    run, other = trained(members=2, views=3), trained(seed=4)
    predictor = Predictor.of_runs([run, other])
    submission = predict_test(predictor, digits)
    alone = [Predictor.of_run(each).probs(digits.test.images) for each in (run, other)]
    np.testing.assert_allclose(submission.probs, (2 * alone[0] + alone[1]) / 3, atol=1e-6)
    assert np.array_equal(submission.predicted, submission.probs.argmax(1))


def test_a_file_without_labels_opened_by_itself_is_the_test_part(digits):
    unlabelled = ImageSet(digits.test.images, None)
    assert test_part(Dataset("test.csv", "test.csv", unlabelled)) is unlabelled
    assert test_part(digits) is digits.test


def test_a_source_without_test_part_says_what_to_give(digits):
    with pytest.raises(DataError, match=r"train\.csv has no test part"):
        test_part(Dataset("train.csv", "train.csv", digits.train))


def test_a_run_that_saw_the_test_digits_is_marked(finished_run):
    data = finished_run.record.data
    assert caveat([data, data]) == ""
    seen = data.model_copy(update={"holds_competition_test": True, "title": "MNIST"})
    assert "MNIST, which contains the competition's test digits" in caveat([seen])
    assert caveat([data, seen]) == caveat([seen])


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_left(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SubmissionError, match="choose another place"):
        write_submission(tmp_path / "file" / "submission.csv", GOOD)
    with pytest.raises(SubmissionError, match="cannot be written"):
        write_submission(tmp_path, GOOD)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    write_submission(tmp_path / "submission.csv", GOOD)
    assert (tmp_path / "submission.csv").read_bytes() == GOOD
