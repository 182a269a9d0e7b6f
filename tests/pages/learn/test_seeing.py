"""Learn · Why networks can see: a digit, its numbers, and the figures of whole networks."""

from dataclasses import replace

from cnn.data.imageset import Dataset
from dashboard import cache

PAGE = "learn/seeing.py"


def test_it_opens_with_the_figures_of_whole_networks(visit):
    visitor = visit(PAGE)
    assert visitor.title == "Why networks can see"
    assert "611,978" in visitor.words
    assert "535,818" in visitor.words
    assert visitor.press("See what a picture is").title == "What a picture is"


def test_pixels_can_be_shuffled(visit):
    visitor = visit(PAGE)
    before = [image.url for image in visitor.page.image[0].proto.imgs]
    visitor.page.toggle(key="shuffled").set_value(True)
    after = [image.url for image in visitor.again().page.image[0].proto.imgs]
    assert len(after) == 10
    assert after != before


def test_neighbours_are_far_apart_in_the_vector_and_farther_when_shuffled(visit):
    visitor = visit(PAGE, address={"cell": "14.10"})
    assert "row 14, column 10 is number **402**" in visitor.words
    assert "left 1, right 1, above 28, below 28." in visitor.words
    visitor.page.toggle(key="shuffled").set_value(True)
    assert "above 28" not in visitor.again().words


def test_a_link_to_a_pixel_that_is_not_there_still_opens(visit):
    visitor = visit(PAGE, address={"cell": "99.-1"})
    assert not visitor.errors
    visitor.page.number_input(key="cell_row").set_value(0)
    assert "above" not in visitor.again().words.split("places away")[1].split("\n")[0]


def test_images_without_labels_are_chosen_by_their_number(visit, digits: Dataset, monkeypatch):
    unlabelled = replace(digits, train=replace(digits.train, labels=None))
    monkeypatch.setattr(cache, "dataset", lambda choice: unlabelled)
    visitor = visit(PAGE)
    assert not visitor.errors
    assert not visitor.page.selectbox
    assert visitor.page.number_input(key="example").max == len(digits.train)


def test_colour_pictures_are_looked_at_too(visit, digits: Dataset, monkeypatch):
    colour = replace(digits, train=replace(digits.train, images=digits.train.images.repeat(3, axis=1)))
    monkeypatch.setattr(cache, "dataset", lambda choice: colour)
    assert not visit(PAGE).errors
    assert visit("learn/convolution.py").page.selectbox(key="channel").options == ["red", "green", "blue"]
