"""The glossary knows every word that is linked to it, by each of its names."""

import ast
from itertools import chain

import pytest

from cnn.places import ROOT
from dashboard.lessons.glossary import MARK, TERMS, find_term, linked, search_terms
from dashboard.navigation import entry_of

ASKED_FOR = (
    "pixel, channel, volume, depth, filter, kernel, feature detector, feature map, activation map, convolved feature, "
    "receptive field, stride, padding, ReLU, pooling, flatten, fully connected layer, logits, softmax, temperature, "
    "one-hot, cross-entropy, loss, gradient, gradient descent, learning rate, epoch, batch, dropout, "
    "batch normalisation, overfitting, validation part, parameter, hyperparameter, augmentation, ensemble"
)


def marks():
    """Every linked word in a text of the pages and the dashboard, with where it stands."""
    for path in chain((ROOT / "pages").rglob("*.py"), (ROOT / "dashboard").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from ((path.relative_to(ROOT).as_posix(), mark[1]) for mark in MARK.finditer(node.value))


def is_known(word):
    try:
        return bool(find_term(word))
    except KeyError:
        return False


def test_every_linked_word_is_explained():
    assert {(place, word) for place, word in marks() if not is_known(word)} == set()


def test_no_name_means_two_things():
    names = [name.casefold() for term in TERMS for name in term.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ASKED_FOR.split(", "))
def test_the_words_of_the_field_are_there(name):
    assert name in find_term(name.upper()).names


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.word)
def test_a_term_is_told_plainly_and_leads_to_its_page(term):
    assert term.meaning.endswith(".")
    assert not set('"[]_*<>') & set(term.meaning)  # it stands in the title of a link
    assert entry_of(term.page).title


def test_a_word_becomes_a_link_that_tells_its_meaning():
    meaning = find_term("stride").meaning
    assert linked("A [[stride]] of 2.") == f'A [stride](glossary?term=stride "{meaning}") of 2.'
    assert linked("[[Strides]]").startswith("[Strides](glossary?term=stride ")
    assert linked("[[classes]]").startswith("[classes](glossary?term=class ")
    assert linked("[[kernel|Kernels]]").startswith("[Kernels](glossary?term=filter ")
    assert linked("[[Feature map]]").startswith("[Feature map](glossary?term=feature%20map ")
    assert linked("x[0][1] is no word") == "x[0][1] is no word"


def test_an_unknown_word_is_a_defect():
    with pytest.raises(KeyError):
        linked("a [[flux capacitor]]")


def test_search_finds_the_word_itself_first():
    assert search_terms(" Kernel ")[0].word == "filter"
    assert [term.word for term in search_terms("batch norm")][:1] == ["batch normalisation"]
    assert "padding" in [term.word for term in search_terms("zeros")]
    assert search_terms("") == TERMS
    assert search_terms("flux capacitor") == ()
