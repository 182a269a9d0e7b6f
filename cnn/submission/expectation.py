"""Which score a submission may expect, from the images that its networks were judged on and did not learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnn.errors import RunError
from cnn.judging.evaluation import wilson_interval
from cnn.judging.judgement import judge
from cnn.runs.run import Run


@dataclass(frozen=True)
class Expectation:
    """hits of rows validation images were read right; test_rows: how many images are predicted."""

    hits: int
    rows: int
    test_rows: int

    @property
    def accuracy(self) -> float:
        """The share of the validation images that was read right."""
        return self.hits / self.rows

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share of right answers among the test images lies with 95 % confidence, where they are alike.

        Chance has a hand in both samples: the variance of a difference of two shares is p(1 − p)(1/n + 1/m), so this
        is Wilson's interval for n·m / (n + m) images.
        """
        both = self.rows * self.test_rows / (self.rows + self.test_rows)
        return wilson_interval(self.accuracy * both, both)

    @property
    def in_words(self) -> str:
        """Two sentences, with what is to be said against them."""
        low, high = self.interval
        most, least = round((1 - low) * self.test_rows), round((1 - high) * self.test_rows)
        return (
            f"{100 * self.accuracy:.2f} % of {self.rows:,} validation images were read right, and none of them was "
            f"learned from. Of {self.test_rows:,} test images like them expect {100 * low:.1f} to {100 * high:.1f} % "
            f"right (95 % interval), that is {least:,} to {most:,} wrong. Choosing the best epoch on the same "
            "validation images flatters this slightly."
        )


def expect(runs: Sequence[Run], test_rows: int, views: int | None = None) -> Expectation:
    """What runs, averaged, may expect on ``test_rows`` images like those they were judged on.

    views: how many views of each image they look at now; None for as many as each run says.
    Raises RunError where no images are known that all of them were judged on and none learned from.
    """
    own = {run.record.config.views for run in runs}
    if views is not None and own != {views}:
        said = f"{' and '.join(map(str, sorted(own)))} view{'' if own == {1} else 's'}"
        raise RunError(f"Validation images were read with {said} each, so with {views} nothing was measured.")
    try:
        evaluation = judge(runs).evaluation
    except RunError as error:
        if len(runs) == 1:
            raise
        raise RunError(
            "There are no images that all of these runs were judged on and none learned from, so no score can be "
            "expected of them together. Runs of one seed and validation share keep the same images aside."
        ) from error
    return Expectation(evaluation.hits, len(evaluation.labels), test_rows)
