"""Many visitors at one run: a short form of the measurement, and what its figures mean."""

import asyncio
import math

import numpy as np
import pytest

from benchmarks.load.__main__ import told
from benchmarks.load.measuring import Load, measure
from benchmarks.load.session import Session


@pytest.fixture(scope="module")
def watched():
    return measure(5, 10.0, with_browser=False)


def test_every_visitor_opens_the_page_and_sees_it_renewed_without_an_error(watched):
    assert watched.errors == []
    assert len(watched.sessions) == 5
    for session in watched.sessions:
        assert session.opening_s > 0
        assert session.answers_s
        assert session.paces_s
        assert session.received_bytes > 10_000
    assert all(size > 0 for size in watched.memory_bytes)


def test_what_was_seen_is_told(watched):
    lines = told(watched)
    assert "Sessions: 5 without a browser" in lines
    assert "Errors: 0" in lines


def load(answers_s, memory_bytes=(100,) * 20, errors=()):
    session = Session("http://x", "train", opening_s=1.0, answers_s=list(answers_s), errors=list(errors))
    return Load([session], list(memory_bytes), 0.5, [])


@pytest.mark.parametrize(
    ("seen", "meets"),
    [
        (load([0.1] * 95 + [2.0] * 5), True),
        (load([0.1] * 94 + [2.0] * 6), False),
        (load([0.1], errors=["boom"]), False),
        (load([0.1], memory_bytes=[50, *[100] * 20]), True),
        (load([0.1], memory_bytes=np.linspace(100, 120, 40)), False),
        (load([]), False),
    ],
)
def test_the_bar_is_answers_in_time_no_error_and_no_growth(seen, meets):
    assert seen.meets_the_bar == meets


def test_a_visitor_who_finds_nobody_says_so():
    lost = Session("http://127.0.0.1:9/", "train")
    asyncio.run(lost.watch(math.inf))
    assert len(lost.errors) == 1
    assert "refused" in lost.errors[0].lower() or "failed" in lost.errors[0].lower()
