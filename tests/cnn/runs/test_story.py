"""Several trainings told as one: a beginning, an end, and times that count them all."""

import json

import pytest

from cnn.runs.story import Story
from cnn.training.events import CheckpointSaved, EpochFinished, Finished, Paused, Progress, Started

STEPS = 10


def started(member):
    return Started(
        member=member, device="cpu", parameters=7, training_rows=90, validation_rows=10, epochs=2, steps_per_epoch=STEPS
    )


def progress(member, time_s, left_s):
    return Progress(
        member=member, epoch=1, step=5, loss=0.5, accuracy=0.9, learning_rate=0.1, images_per_s=9, time_s=time_s,
        left_s=left_s,
    )  # fmt: skip


def epoch_finished(member, step, time_s=1.0):
    return EpochFinished(
        member=member, epoch=1, step=step, loss=0.5, accuracy=0.9, validation_loss=0.4, validation_accuracy=0.95,
        learning_rate=0.1, time_s=time_s, best=True,
    )  # fmt: skip


def finished(duration_s, stopped=False):
    return Finished(duration_s=duration_s, stopped=stopped, best_epoch=2, validation_accuracy=0.9, parameters=7)


def test_one_network_is_told_as_it_is():
    story = Story(1)
    for event in (started(1), progress(1, 2.0, 6.0), epoch_finished(1, STEPS), CheckpointSaved(epoch=1)):
        assert story.told(event) == event
    assert story.told(finished(8.0)) is None
    assert story.ending("id", 0.97) == finished(8.0).model_copy(update={"run": "id", "validation_accuracy": 0.97})


def test_there_is_one_beginning():
    story = Story(3)
    assert story.told(started(1)) == started(1)
    assert story.told(started(2)) is None


def test_times_count_all_networks():
    story = Story(3)
    story.told(started(1))
    first = story.told(progress(1, 2.0, 6.0))
    assert (first.time_s, first.left_s) == (2.0, 6.0 + 2 * 8.0)  # two more like this one
    story.told(finished(10.0))
    story.told(started(2))
    second = story.told(progress(2, 1.0, 3.0))
    assert (second.time_s, second.left_s) == (11.0, 3.0 + 10.0)  # one more like the one that is done
    assert story.told(epoch_finished(2, STEPS, time_s=4.0)).time_s == 14.0
    story.told(finished(6.0))
    story.told(started(3))
    third = story.told(progress(3, 5.0, 5.0))
    assert (third.time_s, third.left_s) == (21.0, 5.0)
    story.told(finished(9.0))
    assert story.ending("id", None).duration_s == 25.0


def test_warming_up_is_counted_apart_and_for_all_networks():
    story = Story(2)
    for _ in range(2):
        story.told(finished(5.0).model_copy(update={"warm_up_s": 3.0}))
    ending = story.ending("id", None)
    assert (ending.duration_s, ending.warm_up_s) == (10.0, 6.0)


def test_which_network_it_is_stays():
    story = Story(2)
    story.told(started(1))
    story.told(finished(1.0))
    story.told(started(2))
    assert story.told(progress(2, 1.0, 1.0)).member == 2


@pytest.mark.parametrize(
    ("endings", "stopped"), [([False, False], False), ([False, True], True), ([True], True), ([False], True)]
)
def test_it_was_stopped_where_the_last_one_was_or_others_were_to_come(endings, stopped):
    story = Story(2)
    for ended in endings:
        story.told(finished(1.0, ended))
    assert story.ending("id", None).stopped is stopped


def test_a_network_has_a_whole_epoch_once_it_saw_every_image():
    story = Story(2)
    story.told(started(1))
    assert not story.has_whole_epoch
    story.told(epoch_finished(1, STEPS - 1))
    assert not story.has_whole_epoch
    story.told(epoch_finished(1, STEPS))
    assert story.has_whole_epoch
    story.told(started(2))
    assert not story.has_whole_epoch


def test_a_story_goes_on_from_what_json_kept_of_it():
    told, other = Story(3), Story(3)
    for event in (started(1), epoch_finished(1, STEPS), finished(8.0), started(2), epoch_finished(2, STEPS)):
        told.told(event)
    other.take(json.loads(json.dumps(told.state())))
    assert other.told(started(2)) is None
    for story in (told, other):
        assert (story.member, story.has_whole_epoch, story.duration_s) == (2, True, 8.0)
        assert story.told(progress(2, 1.0, 2.0)) == progress(2, 9.0, 10.0)
        story.told(finished(4.0))
        assert story.ending("id", 0.9).duration_s == 12.0


def test_the_next_network_has_seen_nothing_yet():
    story = Story(2)
    for event in (started(1), epoch_finished(1, STEPS), finished(8.0), started(2)):
        story.told(event)
    assert not story.has_whole_epoch


def test_a_pause_is_told_with_the_time_of_all_networks():
    story = Story(2)
    for event in (started(1), finished(8.0), started(2)):
        story.told(event)
    assert not story.is_paused
    assert story.told(Paused(member=2, epoch=1, step=5, time_s=1.5)).time_s == 9.5
    assert story.is_paused
