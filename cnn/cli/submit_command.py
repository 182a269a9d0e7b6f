"""``cnn submit RUN...``: the test part predicted, compared, written and, where asked, handed in."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cnn.cli.listing import store_of
from cnn.cli.opening import opened
from cnn.cli.output import Output
from cnn.cli.several import chosen, named
from cnn.data.imageset import Dataset
from cnn.errors import RunError, SubmissionError
from cnn.runs.run import Run
from cnn.submission import Submission, caveat, predict_test, read_submission, test_part, write_submission
from cnn.submission.expectation import expect
from cnn.submission.file import Answers
from cnn.submission.handing_in import COMPETITION_ROWS, command, hand_in, message_of
from cnn.submission.kept import KeptSubmissions
from cnn.submission.probabilities import make_probabilities
from cnn.training.config import TrainingConfig

MOST_NAMED = 12


@dataclass(frozen=True)
class Report:
    """What is told at the end: facts for programs, sentences for people."""

    facts: dict[str, Any] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)

    def add(self, sentence: str, **facts: Any) -> None:
        """One more sentence, and what it says as facts."""
        self.sentences.append(sentence)
        self.facts.update(facts)


def submit(arguments: Namespace) -> int:
    """Predict with the runs that are named, and write ``submission.csv``."""
    output = Output(arguments.json)
    runs, views = chosen(arguments.run, arguments), arguments.views
    if views is not None:
        TrainingConfig.of({"views": views})  # refuses what the setting of that name does
    own = runs[0].record.data
    source = arguments.data or own.source
    dataset = opened(source, arguments.classes or (own.classes if not arguments.data else None), arguments, output)
    images = test_part(dataset)
    earlier = _read(arguments.compare, len(images), len(own.class_names)) if arguments.compare else None
    if arguments.hand_in:
        _check_competition(len(images))
    if warning := caveat(run.record.data for run in runs):
        output.note(warning)
    kept = KeptSubmissions(store_of(arguments).folder)
    by_hand = kept.by_hand(images, len(own.class_names)).read().labels if arguments.by_hand else {}
    submission = _predict(runs, views, dataset).corrected_by(by_hand)
    write_submission(arguments.out, submission.content)
    try:
        kept.take(kept.keep(runs, dataset, views, submission).key, submission.content)
    except SubmissionError as error:
        output.note(str(error))  # the file was written all the same
    report = Report(named(runs))
    report.add(f"{arguments.out}: {len(images):,} rows, ready to hand in", out=str(arguments.out), rows=len(images))
    if arguments.by_hand:
        corrected = int(submission.corrected.sum())
        report.add(f"{corrected:,} of them corrected by hand", by_hand=corrected)
    if arguments.probabilities:
        write_submission(arguments.probabilities, make_probabilities(submission))
        place = str(arguments.probabilities)
        report.add(f"{place}: the probability of every class", probabilities=place)
    if earlier is not None:
        _compare(submission, earlier, own.class_names, report)
    accuracy = _expect(runs, len(images), views, report)
    if len(images) == COMPETITION_ROWS:
        message = arguments.message or message_of(runs, views, accuracy, int(submission.corrected.sum()))
        _hand_in(arguments.out, message, report, now=arguments.hand_in)
    output.give(report.facts)
    for sentence in report.sentences:
        output.say(sentence)
    return 0


def _predict(runs: Sequence[Run], views: int | None, dataset: Dataset) -> Submission:
    from tqdm import tqdm

    from cnn.reading.predict import Predictor

    predictor = Predictor.of_runs(runs)
    if views is not None:
        predictor = predictor.looking(views)
    with tqdm(total=1.0, bar_format="predicting {percentage:3.0f}% |{bar}|", leave=False, disable=None) as bar:
        return predict_test(predictor, dataset, lambda share: bar.update(share - bar.n))


def _read(path: Path, rows: int, classes: int) -> Answers:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SubmissionError(f"{path} cannot be read: {error.strerror}.") from error
    return read_submission(content, rows, classes)


def _check_competition(rows: int) -> None:
    """Raises SubmissionError before anything is predicted, unless this is the competition's test part."""
    if rows != COMPETITION_ROWS:
        raise SubmissionError(
            f"The competition expects {COMPETITION_ROWS:,} rows and this test part has {rows:,}: leave out --hand-in."
        )


def _compare(submission: Submission, earlier: Answers, names: Sequence[str], report: Report) -> None:
    rows = submission.differing(earlier).tolist()
    changes = [f"{row + 1} ({names[earlier[row]]} → {names[submission.answers[row]]})" for row in rows[:MOST_NAMED]]
    more = f" and {len(rows) - MOST_NAMED:,} more" if len(rows) > MOST_NAMED else ""
    listed = f": {', '.join(changes)}{more}" if rows else ""
    report.add(f"Rows answered otherwise than before: {len(rows):,}{listed}", differing=[row + 1 for row in rows])


def _expect(runs: Sequence[Run], rows: int, views: int | None, report: Report) -> float | None:
    """Say which score may be expected; gives the accuracy on validation images, None where it is not known."""
    try:
        expectation = expect(runs, rows, views)
    except RunError as error:
        report.add(f"No score can be expected: {error}", expected=None)
        return None
    figures = {"accuracy": expectation.accuracy, "interval": expectation.interval}
    report.add(expectation.in_words, expected=figures)
    return expectation.accuracy


def _hand_in(out: Path, message: str, report: Report, *, now: bool) -> None:
    """Say how the file is handed in, or do it; raises SubmissionError where that fails."""
    if not now:
        typed = command(out, message)
        report.add(f"Hand it in with: {typed}", command=typed)
        return
    answer = hand_in(out.absolute(), message)
    report.add(answer.text, handed_in=answer.is_taken, answer=answer.text)
