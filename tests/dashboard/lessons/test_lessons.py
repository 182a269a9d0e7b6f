"""Every lesson's questions can be answered, and every answer has its reason."""

import re
from importlib import import_module
from itertools import pairwise
from pkgutil import iter_modules

import pytest

import dashboard.lessons
from cnn.places import ROOT
from dashboard.lessons.glossary import linked
from dashboard.navigation import ENTRIES

NO_LESSONS = {"question", "glossary", "terms", "sailing_boat"}
LESSONS = sorted({module.name for module in iter_modules(dashboard.lessons.__path__)} - NO_LESSONS)
QUESTIONS = [
    pytest.param(question, id=f"{lesson}: {question.text}")
    for lesson in LESSONS
    for question in import_module(f"dashboard.lessons.{lesson}").QUESTIONS
]


def test_every_page_to_learn_from_has_its_lesson():
    pages = {entry.file for entry in ENTRIES if entry.section == "Learn"}
    assert {f"learn/{lesson}.py" for lesson in LESSONS} == pages - {"learn/glossary.py"}


def test_every_page_leads_to_the_next_one():
    files = [entry.file for entry in ENTRIES]
    for here, after in pairwise(files[files.index("learn/seeing.py") : files.index("data/explore.py") + 1]):
        (leads_to,) = re.findall(r'next_step\(".+", "(.+)", is_main=True\)', (ROOT / "pages" / here).read_text("utf-8"))
        assert leads_to == after, here


@pytest.mark.parametrize("question", QUESTIONS)
def test_just_one_answer_is_right(question):
    assert sum(answer.is_right for answer in question.answers) == 1
    assert len({answer.text for answer in question.answers}) == len(question.answers) >= 2


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_has_its_own_reason(question):
    reasons = [answer.reason for answer in question.answers]
    assert all(reason.endswith(".") and linked(reason) for reason in reasons)
    assert len(set(reasons)) == len(reasons)
