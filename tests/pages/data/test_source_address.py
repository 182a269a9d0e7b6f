"""The address names the data set: a link, a reload and the way back open what was looked at."""

import pytest

from cnn.data.upload import find_upload
from dashboard.state import SOURCE, SourceChoice
from tests.cnn.data.making import TRAIN

UPLOAD = ("letters.csv", TRAIN)


def test_the_data_set_that_everybody_begins_with_needs_no_name(visit):
    assert "data" not in visit("learn/picture.py").page.query_params


def test_another_data_set_is_named_on_every_page(visit):
    visitor = visit("learn/picture.py", {SOURCE: SourceChoice("drawings")})
    assert visitor.page.query_params["data"] == "drawings"
    assert visitor.go("data/find.py").page.query_params["data"] == "drawings"


def test_a_link_opens_the_data_set_it_names_and_the_digit_with_it(visit):
    visitor = visit("learn/picture.py", {SOURCE: SourceChoice("drawings")}, {"data": "digits", "digit": "7"})
    assert visitor.works_on.startswith("Built-in digits")
    assert visitor.page.selectbox[0].value == "7"


def test_what_was_added_to_the_data_set_stays(visit):
    chosen = SourceChoice("kaggle", corrected=False, drawings=True)
    visitor = visit("start/start.py", {SOURCE: chosen}, {"data": "kaggle"})
    assert visitor.page.session_state[SOURCE] == chosen


@pytest.mark.parametrize("classes", [None, 26])
def test_an_upload_is_found_again_by_its_address_with_its_classes(classes, visit):
    first = visit("data/explore.py")
    first.page.number_input[0].set_value(classes)
    first.hand_over(UPLOAD)
    address = {name: first.page.query_params[name] for name in ("data", "classes") if name in first.page.query_params}
    assert find_upload(address["data"])
    assert address.get("classes") == (classes and str(classes))
    again = visit("data/explore.py", address=address)
    assert again.works_on == first.works_on
    assert "letters.csv" in again.page.selectbox[0].options
    assert again.page.session_state[SOURCE] == first.page.session_state[SOURCE]


def test_choosing_another_one_is_not_taken_back_by_the_address(visit):
    visitor = visit("data/explore.py", address={"data": "drawings"})
    visitor.choose("Data set", "Built-in digits")
    assert visitor.works_on.startswith("Built-in digits")
    assert "data" not in visitor.page.query_params


@pytest.mark.parametrize("named", ["/etc", "../uploads", "0" * 32, "nothing"])
def test_data_that_is_not_here_is_told_and_opens_nothing(named, visit):
    visitor = visit("start/start.py", address={"data": named})
    assert len(visitor.warnings) == 1
    assert "choose another one under Data" in visitor.warnings[0]
    assert SOURCE not in visitor.page.session_state
    assert "data" not in visitor.page.query_params
    assert not visitor.again().warnings
