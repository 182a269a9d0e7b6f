"""What is said of a training reads as a person would say it."""

import pytest

from cnn.training.config import TrainingConfig
from cnn.training.events import WarmedUp
from cnn.words import expectation, roughly, why_not_recorded


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.2, "a second"),
        (7.7, "8 s"),
        (41, "40 s"),
        (99, "100 s"),
        (101, "2 min"),
        (390, "6 min"),
        (3569, "59 min"),
        (3600, "1 h"),
        (7740, "2 h 10 min"),
    ],
)
def test_an_expected_time_is_no_finer_than_it_can_be_known(seconds, said):
    assert roughly(seconds) == said


def test_the_time_of_a_training_is_a_limit_where_it_may_end_sooner():
    config = TrainingConfig(epochs=10, validation_share=0)
    assert expectation(config, 4_000, 0.001) == "Takes about 40 s."
    assert expectation(config.changed(patience=2), 4_000, 0.001) == "Takes at most about 40 s."


@pytest.mark.parametrize("why", ["the card is too old", "the card is too old."])
def test_why_a_step_could_not_be_recorded_is_a_sentence(why):
    said = why_not_recorded(WarmedUp(time_s=1.0, replays=False, why_not=why))
    assert said == "Its step could not be recorded, so each is computed anew, which takes longer: the card is too old."
    assert why_not_recorded(WarmedUp(time_s=1.0, replays=True)) == ""
