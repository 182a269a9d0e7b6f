"""The starter is trained on real and drawn digits, and judged on real ones that had no say in what it becomes."""

from itertools import islice

import numpy as np
import pytest

from benchmarks import train_starter
from benchmarks.stress_cases import foreign_cases
from benchmarks.train_starter import CHOOSING_SHARE, SHIPPED, make, publish, settings
from cnn.data.imageset import Dataset, ImageSet
from cnn.data.split import split_rows
from cnn.model.layers import Dense, Flatten
from cnn.runs.predictions import load_predictions
from cnn.runs.store import RunStore
from cnn.training.events import Finished, Started

ROWS, DRAWN = 400, 60


def images(count, seed):
    labels = np.arange(count) % 10
    pixels = np.random.default_rng(seed).integers(0, 50, (count, 1, 28, 28)).astype(np.uint8)
    for row, label in enumerate(labels):
        pixels[row, 0, 2 * label : 2 * label + 4, 4:24] = 255  # bars that a flat network tells apart
    return ImageSet(pixels, labels)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A tiny starter, the images its training was given, few cases for the figures of its notes."""
    given = {}
    real_train = train_starter.train

    def train(architecture, config, rows, *rest, **more):
        given.update(rows=rows, config=config, extra=more["extra"])
        return real_train(architecture, config, rows, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(train_starter, "train", train)
        patch.setattr(train_starter, "layers", lambda: (Flatten(), Dense(units=10)))
        patch.setattr(train_starter, "STRESS_EACH", 1)
        patch.setattr(train_starter, "foreign_cases", lambda: islice(foreign_cases(), 20))
        dataset = Dataset("kaggle", "Kaggle Digit Recognizer", images(ROWS, 0))
        run = make(dataset, images(DRAWN, 1), 2, RunStore(tmp_path_factory.mktemp("runs")))
    return run, given


def test_the_rows_it_is_judged_on_are_not_among_those_given_to_training(made):
    run, given = made
    config = settings(2)
    others, judging = split_rows(ROWS, config.validation_share, config.seed)
    assert run.record.config == config
    assert np.array_equal(given["rows"].images, images(ROWS, 0).images[others])
    judged = load_predictions(run.predictions, run.record.data.class_names)
    assert np.array_equal(judged.rows, judging)
    assert run.state.validation_accuracy == pytest.approx(judged.accuracy)


def test_the_epoch_is_chosen_on_a_part_of_its_own_without_drawn_digits(made):
    run, given = made
    events = run.log.events()
    started = next(event for event in events if isinstance(event, Started))
    choosing = len(split_rows(len(given["rows"]), CHOOSING_SHARE, 0)[1])
    assert given["config"].validation_share == CHOOSING_SHARE
    assert (started.training_rows, started.validation_rows) == (len(given["rows"]) - choosing + DRAWN, choosing)
    assert len(given["extra"]) == DRAWN


def test_its_notes_tell_what_it_saw_and_how_right_it_is(made):
    text = made[0].notes.text
    for words in ("60 digits drawn by program", "decided nothing", "pen 8 px", "thinned", "corner", "light ground"):
        assert words in text


def test_it_is_published_under_the_name_of_its_folder(made, tmp_path):
    run, _ = made
    publish(run, tmp_path / "starter")
    assert {path.name for path in (tmp_path / "starter").iterdir()} == set(SHIPPED)
    published = RunStore(tmp_path).get("starter")
    assert published.record.id == "starter"
    assert isinstance(published.log.events()[-1], Finished)
