"""Numbers read as a person would say them."""

import pytest

from dashboard.words import count, duration, interval, makeup, megabytes, percent, reading


@pytest.mark.parametrize(("share", "said"), [(0.9941, "99.41 %"), (1.0, "100.00 %"), (0.0, "0.00 %")])
def test_a_share_is_a_percentage(share, said):
    assert percent(share) == said


def test_a_percentage_can_be_rounded():
    assert percent(0.987, 0) == "99 %"


def test_an_interval_has_one_unit():
    assert interval(0.991, 0.996) == "99.1–99.6 %"


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 images"), (1, "1 image"), (2, "2 images"), (42_000, "42,000 images")]
)
def test_a_count_has_its_noun(number, said):
    assert count(number, "image") == said


def test_a_plural_of_its_own():
    assert count(2, "class", "classes") == "2 classes"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.44, "0.4 s"), (12.4, "12 s"), (89, "89 s"), (90, "1 min 30 s"), (200, "3 min 20 s"), (7500, "2 h 5 min")],
)
def test_a_duration_has_the_unit_that_fits(seconds, said):
    assert duration(seconds) == said


@pytest.mark.parametrize(("size_bytes", "said"), [(3, "1 KB"), (12_000, "12 KB"), (1_400_000, "1.4 MB")])
def test_a_file_has_a_size(size_bytes, said):
    assert megabytes(size_bytes) == said


@pytest.mark.parametrize(
    ("networks", "views", "words"),
    [(1, 1, ""), (1, 8, "8 views"), (5, 1, "5 networks"), (5, 8, "5 networks, 8 views each")],
)
def test_what_predicts_together_is_said_where_there_is_more_than_one(networks, views, words):
    assert makeup(networks, views) == words


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (("5",), "5"),
        (("5", "5", 0.984), "5 (98 %)"),
        (("5", "6", 0.984), "5, read as 6 (98 %)"),
        (("", "6", 0.984), "read as 6 (98 %)"),
        (("",), ""),
    ],
)
def test_what_an_image_is_and_was_read_as(what, said):
    assert reading(*what) == said
