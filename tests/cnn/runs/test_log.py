"""The event log survives being torn anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.runs.log import EventLog
from cnn.training.events import CheckpointSaved, Failed, Resumed

EVENTS = [CheckpointSaved(epoch=1), Failed(reason="Größe ≠ 28×28\r\nand a second line"), CheckpointSaved(epoch=3)]
LATER = CheckpointSaved(epoch=4)


@pytest.fixture
def log(tmp_path):
    return EventLog(tmp_path / "events.jsonl")


@pytest.fixture
def written(log):
    for event in EVENTS:
        log.append(event)
    return log


def test_a_log_that_does_not_exist_yet_is_empty(log):
    assert log.read() == ([], 0)
    assert log.events() == []


def test_events_come_back_in_their_order(written):
    assert written.events() == EVENTS
    assert written.path.read_bytes().count(b"\n") == len(EVENTS)


def test_a_log_torn_at_any_byte_reads_to_its_last_whole_event_and_can_be_gone_on_with(written):
    content = written.path.read_bytes()
    ends = [end + 1 for end, byte in enumerate(content) if byte == ord("\n")]
    for torn_at in range(len(content) + 1):
        written.path.write_bytes(content[:torn_at])
        whole = sum(end <= torn_at for end in ends)
        assert written.events() == EVENTS[:whole]
        written.append(LATER)
        # A last event that lacks nothing but its line's end counts again once that is written.
        complete = whole + (torn_at + 1 in ends)
        assert written.events() == [*EVENTS[:complete], LATER]


def test_reading_goes_on_where_it_ended(log):
    offset, seen = 0, []
    for event in EVENTS:
        log.append(event)
        new, offset = log.read(offset)
        assert new == [event]
        seen += new
    assert log.read(offset) == ([], offset)
    assert seen == EVENTS


def test_a_half_written_event_is_read_once_it_is_whole(written):
    _, offset = written.read()
    line = LATER.model_dump_json().encode() + b"\n"
    with written.path.open("ab") as file:
        file.write(line[:20])
        file.flush()
        assert written.read(offset) == ([], offset)
        file.write(line[20:])
    assert written.read(offset)[0] == [LATER]


@given(st.binary(max_size=60))
def test_foreign_bytes_between_events_are_passed_over(tmp_path_factory, junk):
    log = EventLog(tmp_path_factory.mktemp("log") / "events.jsonl")
    log.append(EVENTS[0])
    with log.path.open("ab") as file:
        file.write(b"#" + junk)
    log.append(LATER)
    assert log.events() == [EVENTS[0], LATER]


def test_an_event_only_a_newer_release_knows_is_passed_over(written):
    with written.path.open("ab") as file:
        file.write(b'{"kind": "teleported", "v": 2}\n')
    written.append(LATER)
    assert written.events() == [*EVENTS, LATER]


def test_what_was_told_after_the_checkpoint_that_a_run_went_on_from_is_void(log):
    log.append(EVENTS[0])
    resumed = Resumed(epoch=2, step=7, log_bytes=log.size_bytes)
    log.append(EVENTS[1])
    log.append(EVENTS[2])
    log.append(resumed)
    log.append(LATER)
    assert log.events() == [EVENTS[0], resumed, LATER]


def test_a_run_may_go_on_from_the_same_checkpoint_again(log):
    log.append(EVENTS[0])
    kept = log.size_bytes
    for _ in range(3):
        log.append(EVENTS[2])
        log.append(Resumed(log_bytes=kept))
    assert log.events() == [EVENTS[0], Resumed(log_bytes=kept)]


def test_whoever_reads_on_meets_what_tells_that_something_is_void(log):
    log.append(EVENTS[0])
    log.append(EVENTS[2])
    _, offset = log.read()
    log.append(Resumed())
    log.append(LATER)
    assert log.read(offset)[0] == [Resumed(), LATER]


def test_how_much_is_written(log):
    assert log.size_bytes == 0
    log.sync()
    log.append(LATER)
    log.sync()
    assert log.size_bytes == log.path.stat().st_size > 0
