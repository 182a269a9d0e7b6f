"""A long course is kept as columns, read part by part, and says what the events of its log say."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cnn.runs.columns import COLUMNS
from cnn.runs.log import EventLog
from cnn.training.events import EpochFinished, Failed, Progress, Resumed
from dashboard.history import MOST_POINTS, Course, Growing, History, thinned


def test_a_million_signs_of_progress_are_few_points_and_keep_every_extreme():
    loss = np.random.default_rng(0).random(1_000_000)
    loss[[123_456, 765_432]] = -1, 9
    course = Course(1)
    for name in COLUMNS:
        course.progress[name].add(loss if name == "loss" else np.arange(1e6))
    kept = thinned(course.curve("loss")[1])
    assert len(kept) <= MOST_POINTS
    assert {0, 123_456, 765_432, 999_999} <= set(kept)


@given(st.lists(st.lists(st.floats(-1e6, 1e6), max_size=70), max_size=8))
def test_numbers_that_are_added_stand_behind_those_there_are(parts):
    growing = Growing()
    before = []
    for part in parts:
        early = growing.values
        growing.add(np.array(part))
        assert early.tolist() == before
        before += part
        assert growing.values.tolist() == before


@st.composite
def tellings(draw):
    """What a log tells: progress and epochs of some networks, broken off now and then and gone on with."""
    told = []
    for _ in range(draw(st.integers(1, 4))):
        told += draw(
            st.lists(st.sampled_from(["progress", "epoch", "kept", "failed", "torn"]), min_size=1, max_size=30)
        )
        told.append(draw(st.sampled_from(["resumed", "next network", "progress"])))
    return told


@given(tellings(), st.integers(1, 5))
def test_what_is_read_part_by_part_is_what_all_events_say(tmp_path_factory, telling, looks):
    log = EventLog(tmp_path_factory.mktemp("log") / "events.jsonl")
    history = History(log)
    member = last = kept = 0
    for number, word in enumerate(telling, 1):
        match word:
            case "progress":
                log.append(progress(member, number))
            case "epoch":
                log.append(epoch(member, number))
            case "kept":
                kept, last = log.size_bytes, member
            case "failed":
                log.append(Failed(reason=str(number)))
            case "torn":
                with log.path.open("ab") as file:
                    file.write(b'{"v":1,"kind":"progress","member":1,"ep')
            case "resumed":
                log.append(Resumed(member=last + 1, epoch=1, step=1, log_bytes=kept))
                member = last
            case "next network":
                member += 1
        if number % looks == 0:
            history.read_on()
    anew = History(log)
    for read in (history, anew):
        read.read_on()
        agrees(read, log.events())


def agrees(history, events):
    """Every course says what the events say that count."""
    signs = [event for event in events if isinstance(event, Progress)]
    epochs = [event for event in events if isinstance(event, EpochFinished)]
    assert [course.member for course in history.courses] == sorted({event.member for event in signs + epochs})
    for course in history.courses:
        own = [event for event in signs if event.member == course.member]
        for name in COLUMNS:
            assert course.curve(name)[1].tolist() == [getattr(event, name) for event in own]
        assert course.epochs == [event for event in epochs if event.member == course.member]
    assert history.latest == (signs[-1] if signs else None)


def progress(member, step):
    return Progress(
        member=member + 1,
        epoch=1,
        step=step,
        loss=1 / step,
        accuracy=0.5,
        learning_rate=0.1,
        images_per_s=9,
        time_s=step,
        left_s=1,
    )


def epoch(member, step):
    figures = {"loss": 0.5, "accuracy": 0.5, "validation_loss": 0.4, "validation_accuracy": 0.6}
    return EpochFinished(member=member + 1, epoch=1, step=step, learning_rate=0.1, time_s=step, best=True, **figures)
