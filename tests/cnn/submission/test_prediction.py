"""A test part is predicted, and what is answered is what networks read unless people decided otherwise."""

import numpy as np
import pandas as pd
import pytest

from cnn.data.imageset import Dataset, ImageSet
from cnn.errors import DataError, SubmissionError
from cnn.reading.predict import Predictor
from cnn.submission import Submission, caveat, predict_test, read_submission, test_part

test_part.__test__ = False  # a function of the package, not a test


@pytest.fixture
def submission():
    """Four images of three classes; the third is the least sure, then the first."""
    probs = [[0.6, 0.3, 0.1], [0.0, 0.1, 0.9], [0.3, 0.3, 0.4], [0.05, 0.9, 0.05]]
    return Submission(np.array(probs, np.float32))


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


def test_answers_are_those_of_the_networks_unless_somebody_gave_others(submission):
    assert submission.answers.tolist() == submission.predicted.tolist() == [0, 2, 2, 1]
    assert not submission.corrected.any()
    corrected = submission.corrected_by({2: 0, 3: 1})
    assert corrected.answers.tolist() == [0, 2, 0, 1]
    assert corrected.predicted.tolist() == [0, 2, 2, 1]
    assert corrected.corrected.tolist() == [False, False, True, False]  # the last was found right
    assert read_submission(corrected.content, 4, 3).tolist() == [0, 2, 0, 1]


def test_an_answer_that_is_no_class_makes_no_file(submission):
    with pytest.raises(SubmissionError, match=r"Line 2 .* '1,3'"):
        _ = submission.corrected_by({0: 3}).content


def test_the_least_sure_come_first(submission):
    assert submission.least_sure(10).tolist() == [2, 0, 1, 3]
    assert submission.least_sure(1).tolist() == [2]


def test_what_differs_from_an_earlier_one_counts_what_people_decided(submission):
    assert submission.differing(np.array([0, 2, 2, 1])).tolist() == []
    assert submission.differing(np.array([1, 2, 2, 0])).tolist() == [0, 3]
    assert submission.corrected_by({0: 1}).differing(np.array([1, 2, 2, 0])).tolist() == [3]
    with pytest.raises(SubmissionError, match="3 rows, this one 4"):
        submission.differing(np.zeros(3, np.int64))


def test_more_views_are_another_prediction(finished_run, digits):
    predictor = Predictor.of_run(finished_run)
    images = digits.test.images[:20]
    looking = predictor.looking(3)
    assert [member.views for member in looking.members] == [3]
    assert np.array_equal(predictor.looking(1).probs(images), predictor.probs(images))
    assert not np.array_equal(looking.probs(images), predictor.probs(images))
