"""Learn · Words: a link to a word opens on it, and a search finds what mentions it."""

from dashboard.lessons.glossary import TERMS

PAGE = "learn/glossary.py"


def meanings(visitor) -> list[str]:
    """The words shown, in order."""
    return [text.value.split("**")[1] for text in visitor.page.markdown if text.value.startswith("**")]


def test_all_words_stand_there_at_first(visit):
    visitor = visit(PAGE)
    assert meanings(visitor) == [term.word for term in TERMS]
    assert visitor.press("Look at the data").title == "Explore"


def test_a_link_opens_on_its_word(visit):
    assert meanings(visit(PAGE, address={"term": "feature map"}))[0] == "feature map"
    assert meanings(visit(PAGE, address={"term": "KERNEL"}))[0] == "filter"


def test_what_is_not_found_is_said(visit):
    visitor = visit(PAGE, address={"term": "flux <capacitor>"})
    assert meanings(visitor) == []
    assert "None of the words" in visitor.infos[0]
