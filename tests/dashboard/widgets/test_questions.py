"""Questions are answered at once, in words, and nothing is answered beforehand."""

from streamlit.testing.v1 import AppTest


def page():
    """A page that asks two questions."""
    from dashboard.lessons.question import Answer, Question
    from dashboard.widgets.questions import ask

    colour = Question("Which?", (Answer("this", "It is [[stride]].", is_right=True), Answer("that", "It is not.")))
    ask("here", (colour, Question("And?", (Answer("a", "Because a."), Answer("b", "Because b.", is_right=True)))))


def test_nothing_is_chosen_at_first():
    opened = AppTest.from_function(page).run()
    assert [radio.value for radio in opened.radio] == [None, None]
    assert not opened.success
    assert not opened.warning


def test_each_answer_is_judged_in_words_with_its_reason():
    opened = AppTest.from_function(page).run()
    opened.radio[0].set_value("that").run()
    assert [said.value for said in opened.warning] == ["No. It is not."]
    opened.radio[0].set_value("this")
    opened.radio[1].set_value("b").run()
    assert not opened.warning
    right = [said.value for said in opened.success]
    assert right[0].startswith("Right. It is [stride](glossary?term=stride")
    assert right[1] == "Right. Because b."
