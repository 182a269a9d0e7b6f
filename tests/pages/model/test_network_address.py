"""The address names the network: a link and a reload open what was being built."""

from cnn.model.address import to_word
from cnn.model.layers import Dense, Flatten
from cnn.presets import PRESETS
from dashboard.plan import volume_of
from dashboard.state import DESIGN, Design

PAGES = ("model/design.py", "model/code.py", "train/train.py", "train/search.py")


def own(digits):
    plain = PRESETS["dense"].architecture(volume_of(digits), 10)
    return plain.model_copy(update={"name": "mine", "layers": (Flatten(), Dense(units=7), Dense(units=10))})


def test_the_network_that_everybody_begins_with_needs_no_name(visit):
    assert "network" not in visit("model/design.py").page.query_params


def test_a_preset_is_named_on_every_page_that_lets_choose_one(visit):
    visitor = visit("model/design.py").choose("Network", "strong")
    for page in PAGES:
        assert visitor.go(page).page.query_params["network"] == "strong"


def test_a_link_opens_the_preset_it_names(visit):
    assert visit("train/train.py", address={"network": "champion"}).page.session_state[DESIGN] == Design("champion")


def test_what_was_built_and_not_saved_is_there_after_a_reload(visit, digits):
    first = visit("model/design.py", {DESIGN: Design("strong", own(digits))})
    address = {"network": first.page.query_params["network"]}
    again = visit("model/design.py", address=address)
    assert again.page.session_state[DESIGN] == first.page.session_state[DESIGN]
    assert dict(again.page.query_params) == dict(first.page.query_params)


def test_choosing_another_one_is_not_taken_back_by_the_address(visit):
    visitor = visit("model/design.py", address={"network": "strong"}).choose("Network", "notebook")
    assert visitor.again().page.session_state[DESIGN].preset == "notebook"
    assert visitor.page.query_params["network"] == "notebook"


def test_a_network_that_cannot_be_read_is_said_and_nothing_is_lost(visit, digits):
    design = Design("strong", own(digits))
    for asked in ("none", f"strong.{to_word(own(digits))[:-10]}"):
        visitor = visit("model/design.py", {DESIGN: design}, {"network": asked})
        (warning,) = visitor.page.warning
        assert "address names a network" in warning.value
        assert visitor.page.session_state[DESIGN] == design
