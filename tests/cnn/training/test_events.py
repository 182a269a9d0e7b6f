"""Every event survives its way through a line of JSON."""

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cnn.training.events import (
    CheckpointSaved,
    EpochFinished,
    Event,
    Failed,
    Finished,
    FoldRead,
    LaidOut,
    LayoutProgress,
    MemoryShort,
    Paused,
    Progress,
    RangePoint,
    RangeTested,
    Resumed,
    Started,
    TrialFinished,
    Tuned,
    WarmedUp,
    parse_event,
)
from cnn.training.fact import SCHEMA

KINDS = get_args(get_args(Event)[0])
counts = st.integers(0, 10**9)
numbers = st.floats(0, 1e9)
shares = st.floats(0, 1)

events = st.one_of(
    st.builds(
        Started,
        member=counts,
        device=st.text(),
        precision=st.text(),
        parts=counts,
        parameters=counts,
        training_rows=counts,
        validation_rows=counts,
        epochs=counts,
        steps_per_epoch=counts,
    ),
    st.builds(
        Progress,
        epoch=counts,
        step=counts,
        loss=numbers,
        accuracy=shares,
        learning_rate=numbers,
        images_per_s=numbers,
        time_s=numbers,
        left_s=numbers,
    ),
    st.builds(
        EpochFinished,
        epoch=counts,
        step=counts,
        loss=numbers,
        accuracy=shares,
        validation_loss=st.none() | numbers,
        validation_accuracy=st.none() | shares,
        learning_rate=numbers,
        time_s=numbers,
        best=st.booleans(),
    ),
    st.builds(CheckpointSaved, member=counts, epoch=counts),
    st.builds(WarmedUp, member=counts, time_s=numbers, replays=st.booleans(), why_not=st.text()),
    st.builds(Paused, member=counts, epoch=counts, step=counts, time_s=numbers),
    st.builds(Resumed, member=counts, epoch=counts, step=counts, time_s=numbers, log_bytes=counts),
    st.builds(MemoryShort, epoch=counts, step=counts, pieces=counts, images_at_once=counts),
    st.builds(
        RangePoint,
        step=counts,
        steps=counts,
        learning_rate=numbers,
        loss=numbers,
        smoothed_loss=numbers,
        time_s=numbers,
    ),
    st.builds(
        RangeTested,
        run=st.text(),
        suggested_learning_rate=st.none() | numbers,
        lowest_loss_rate=numbers,
        diverged=st.booleans(),
        stopped=st.booleans(),
        duration_s=numbers,
    ),
    st.builds(FoldRead, fold=counts, folds=counts, images=counts, hits=counts),
    st.builds(
        TrialFinished,
        trial=counts,
        trials=counts,
        arm=st.text(),
        seed=counts,
        parameters=counts,
        training_accuracies=st.lists(shares).map(tuple),
        validation_accuracies=st.lists(shares).map(tuple),
        accuracy=shares,
        shifted_accuracies=st.lists(shares).map(tuple),
    ),
    st.builds(LayoutProgress, step=counts, steps=counts, divergence=numbers, time_s=numbers),
    st.builds(
        LaidOut,
        run=st.text(),
        images=counts,
        steps=counts,
        divergence=numbers,
        stopped=st.booleans(),
        duration_s=numbers,
    ),
    st.builds(
        Finished,
        run=st.text(),
        duration_s=numbers,
        warm_up_s=numbers,
        stopped=st.booleans(),
        stopped_early=st.booleans(),
        best_epoch=counts,
        validation_accuracy=st.none() | shares,
        parameters=counts,
    ),
    st.builds(
        Tuned,
        low=numbers,
        high=numbers,
        most_lost_points=numbers,
        **dict.fromkeys(("rows", "hits_before", "hits_after", "won", "lost"), counts),
        **dict.fromkeys(("learned", "learned_before", "learned_after"), counts),
        **dict.fromkeys(("held_out", "held_out_before", "held_out_after"), counts),
    ),
    st.builds(Failed, run=st.text(), reason=st.text()),
)


@given(events)
def test_an_event_is_one_line_of_json_and_comes_back_the_same(event):
    line = event.model_dump_json()
    assert "\n" not in line
    assert parse_event(json.loads(line)) == event


def test_the_walk_above_meets_every_kind():
    while_training = {Started, WarmedUp, Progress, EpochFinished, CheckpointSaved, MemoryShort, Finished, Failed}
    between = {Paused, Resumed}
    elsewhere = {RangePoint, RangeTested, FoldRead, TrialFinished, LayoutProgress, LaidOut, Tuned}
    assert while_training | between | elsewhere == set(KINDS)


def test_an_event_of_a_newer_release_may_carry_more():
    event = parse_event({"kind": "checkpoint_saved", "epoch": 1, "v": SCHEMA + 1, "size_bytes": 5})
    assert event == CheckpointSaved(epoch=1, v=SCHEMA + 1)


def test_a_log_of_an_older_release_is_read_as_one_network_that_was_not_stopped_early():
    started = {"device": "cpu", "parameters": 1, "training_rows": 1, "validation_rows": 0, "epochs": 1}
    assert parse_event({"kind": "started", "steps_per_epoch": 1, **started}).member == 1
    finished = {"duration_s": 1.0, "stopped": False, "best_epoch": 1, "validation_accuracy": None, "parameters": 1}
    assert not parse_event({"kind": "finished", **finished}).stopped_early
    assert parse_event({"kind": "finished", **finished}).warm_up_s == 0


@pytest.mark.parametrize("record", [{}, {"kind": "paused"}, {"kind": "progress"}, [], 3, None])
def test_what_is_no_event_is_refused(record):
    with pytest.raises(ValidationError):
        parse_event(record)


def test_an_event_does_not_change_once_it_happened():
    with pytest.raises(ValidationError):
        CheckpointSaved(epoch=1).epoch = 2
