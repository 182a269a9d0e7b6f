"""Several evaluations on the images that all of them share."""

import numpy as np
import pytest

from cnn.errors import DataError
from cnn.judging.evaluation import Evaluation
from cnn.judging.shared_images import on_shared_images

NAMES = ("a", "b", "c")


def evaluated(rows, labels, predicted):
    return Evaluation(np.array(labels), np.eye(3)[predicted], np.array(rows), NAMES)


def test_each_is_taken_at_the_rows_that_all_have_with_the_same_label():
    first = evaluated([4, 2, 9, 7, 1], [0, 1, 2, 0, 1], [0, 1, 0, 1, 2])
    second = evaluated([2, 4, 7, 9, 8], [1, 0, 0, 2, 0], [1, 1, 0, 1, 0])
    third = evaluated([9, 7, 4], [1, 0, 0], [2, 2, 2])
    found = on_shared_images([first, second, third])
    assert [each.rows.tolist() for each in found] == [[4, 7]] * 3
    assert [each.labels.tolist() for each in found] == [[0, 0]] * 3
    assert [each.predicted.tolist() for each in found] == [[0, 1], [1, 0], [2, 2]]


@pytest.mark.parametrize("other", [evaluated([1], [0], [0]), evaluated([0], [1], [0])])
def test_nothing_in_common(other):
    with pytest.raises(DataError, match="not judged on the same images"):
        on_shared_images([evaluated([0], [0], [0]), other])
