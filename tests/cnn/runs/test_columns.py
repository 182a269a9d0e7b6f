"""Signs of progress are read as columns, which say what the events say, whatever else stands in the log."""

import pytest

from cnn.runs import columns
from cnn.runs.columns import COLUMNS, WORTH_COLUMNS, read_part
from cnn.runs.log import EventLog
from cnn.training.events import Failed, Progress


@pytest.fixture
def log(tmp_path):
    return EventLog(tmp_path / "events.jsonl")


def progress(step):
    return Progress(
        epoch=1, step=step, loss=0.1 / step, accuracy=1, learning_rate=3e-05, images_per_s=9, time_s=step, left_s=1
    )


def read_all(log):
    """Every part, one after the other."""
    parts, end = [], 0
    while (part := read_part(log, end)).end > end:
        parts.append(part)
        end = part.end
    return parts


@pytest.mark.parametrize("count", [1, WORTH_COLUMNS - 1, WORTH_COLUMNS, 300])
def test_columns_say_what_the_events_say(log, count):
    told = [progress(step) for step in range(1, count + 1)]
    for event in told:
        log.append(event)
    (part,) = read_all(log)
    for name in COLUMNS:
        assert part.columns[name].tolist() == [getattr(event, name) for event in told]
    assert part.last == told[-1]


SPOILT = [
    b"{}",
    b'{"v":1,"kind":"progress","member":',
    b'{"v":1,"kind":"progress","loss":null}',
    b'{"v":1,"kind":"progress",}',
    b"\xff",
]


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_spoilt_line_costs_only_itself(log, spoilt):
    for step in range(1, 2 * WORTH_COLUMNS):
        log.append(progress(step))
        if step == WORTH_COLUMNS:
            with log.path.open("ab") as file:
                file.write(spoilt + b"\n")
    log.append(Failed(reason="full"))
    (part,) = read_all(log)
    assert part.columns["step"].tolist() == list(range(1, 2 * WORTH_COLUMNS))
    assert [event.reason for _, event in part.events] == ["full"]


def test_a_part_ends_with_a_line_and_the_next_begins_there(log, monkeypatch):
    monkeypatch.setattr(columns, "PART_BYTES", 1000)
    for step in range(1, 101):
        log.append(progress(step))
    parts = read_all(log)
    assert len(parts) > 10
    assert [step for part in parts for step in part.columns["step"]] == list(range(1, 101))
    assert parts[-1].end == log.size_bytes


def test_a_line_longer_than_a_part_is_read_whole(log, monkeypatch):
    monkeypatch.setattr(columns, "PART_BYTES", 100)
    log.append(Failed(reason="x" * 500))
    assert [event.reason for part in read_all(log) for _, event in part.events] == ["x" * 500]


def test_nothing_is_read_from_where_the_part_is_to_end(log):
    log.append(progress(1))
    end = log.size_bytes
    log.append(progress(2))
    assert read_part(log, 0, end).columns["step"].tolist() == [1]
    assert read_part(log, end, end).end == end


def test_progress_of_another_release_is_read_too(log):
    with log.path.open("ab") as file:
        file.write(progress(7).model_dump_json().replace('"v":1', '"v":1 ').encode() + b"\n")
    (part,) = read_all(log)
    assert part.columns["step"].tolist() == [7]
    assert part.events == []


def test_no_log_is_an_empty_part(log):
    assert read_part(log, 0).end == 0
