"""A test part predicted: what networks read in it, and the answers that are handed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cnn.data.imageset import Dataset, ImageSet, Rows
from cnn.errors import DataError, SubmissionError
from cnn.judging.finding import Wanted, find
from cnn.runs.record import DataRecord
from cnn.submission.file import Answers, make_submission, read_submission

if TYPE_CHECKING:  # importing it loads PyTorch, which a page that only looks at the test part can do without
    from cnn.reading.predict import Predictor, Tell


@dataclass(frozen=True, eq=False)
class Submission:
    """Predictions of a test part, what people decided instead, and the checked file that both make.

    probs: float32 (N, K). by_hand: the class that people gave a row, by row; none unless somebody asked for it.
    """

    probs: npt.NDArray[np.float32]
    by_hand: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def predicted(self) -> Answers:
        """int64 (N,): what the networks read in each test image."""
        return self.probs.argmax(1).astype(np.int64)

    @cached_property
    def answers(self) -> Answers:
        """int64 (N,): what is handed in for each test image."""
        answers = self.predicted.copy()
        for row, label in self.by_hand.items():
            answers[row] = label
        return answers

    @property
    def corrected(self) -> npt.NDArray[np.bool_]:
        """bool (N,): whether the answer is a person's, and another than the networks'."""
        return self.answers != self.predicted

    @cached_property
    def content(self) -> bytes:
        """The bytes of ``submission.csv``, checked row by row."""
        content = make_submission(self.answers)
        read_submission(content, *self.probs.shape)
        return content

    def corrected_by(self, by_hand: Mapping[int, int]) -> Submission:
        """The same predictions with these answers given by hand, and no others."""
        return replace(self, by_hand=by_hand)

    def least_sure(self, most: int) -> Rows:
        """At most ``most`` rows, the one whose answer is least probable first."""
        return find(Wanted(order="least sure"), len(self.probs), None, self.probs)[:most]

    def differing(self, earlier: Answers) -> Rows:
        """The rows that are answered otherwise than in an earlier submission; raises SubmissionError for another."""
        if len(earlier) != len(self.probs):
            raise SubmissionError(
                f"The earlier submission has {len(earlier):,} rows, this one {len(self.probs):,}: both must be of one "
                "test part."
            )
        return np.flatnonzero(self.answers != earlier)


def predict_test(predictor: Predictor, dataset: Dataset, tell: Tell = lambda share: None) -> Submission:
    """Predict the test part of ``dataset`` and check the file; ``tell`` hears the share done, 0 to 1.

    Raises DataError where there is no test part or it does not fit the network.
    """
    submission = Submission(predictor.probs(test_part(dataset).images, tell))
    _ = submission.content  # made and checked now, so that a fault shows before anything is kept
    return submission


def test_part(dataset: Dataset) -> ImageSet:
    """The images to predict: the test part, or a file without labels opened by itself; raises DataError without."""
    if dataset.test is not None:
        return dataset.test
    if dataset.train.labels is None:
        return dataset.train
    raise DataError(
        f"{dataset.title} has no test part to predict: give a source that has one, such as the zip with test.csv."
    )


def caveat(trained_on: Iterable[DataRecord]) -> str:
    """Why a score of runs trained on these data would not be honest; empty where it would."""
    for data in trained_on:
        if data.holds_competition_test:
            return (
                f"This prediction comes from training on {data.title}, which contains the competition's test digits: "
                "its score there would not be honest. Train on the competition's own train.csv to compete."
            )
    return ""
