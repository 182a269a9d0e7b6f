"""Every lesson's questions can be answered, and every answer has its reason."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

import dashboard.lessons
from dashboard.lessons.glossary import linked
from dashboard.navigation import ENTRIES

NO_LESSONS = {"question", "glossary", "terms", "sailing_boat"}
LESSONS = sorted({module.name for module in iter_modules(dashboard.lessons.__path__)} - NO_LESSONS)
QUESTIONS = [
    pytest.param(question, id=f"{lesson}: {question.text}")
    for lesson in LESSONS
    for question in import_module(f"dashboard.lessons.{lesson}").QUESTIONS
]


def test_a_lesson_is_named_for_its_page():
    pages = {entry.file.removesuffix(".py") for entry in ENTRIES}
    assert {f"learn/{lesson}" for lesson in LESSONS} <= pages


@pytest.mark.parametrize("question", QUESTIONS)
def test_just_one_answer_is_right(question):
    assert sum(answer.is_right for answer in question.answers) == 1
    assert len({answer.text for answer in question.answers}) == len(question.answers) >= 2


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_has_its_own_reason(question):
    reasons = [answer.reason for answer in question.answers]
    assert all(reason.endswith(".") and linked(reason) for reason in reasons)
    assert len(set(reasons)) == len(reasons)
