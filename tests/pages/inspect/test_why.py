"""Why shows what a network looked at in an image or a drawing, and what would make it another digit."""

from dataclasses import replace

import numpy as np
import pytest

from cnn.attribution import integrated_gradients, library
from cnn.judging.finding import Wanted, find
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import Conv, Dense, Flatten, GlobalPool
from cnn.model.volume import Volume
from cnn.reading.predict import Predictor
from cnn.runs.creation import create_run
from cnn.runs.predictions import load_predictions, save_predictions
from cnn.runs.record import State
from cnn.training.checkpoint import copy_weights, save_weights
from cnn.training.config import TrainingConfig
from dashboard import cache
from dashboard.state import DRAWING, KeptDrawing
from tests.pages.inspect.mistakes import worst_mistakes
from tests.pages.visitor import read

PAGE = "inspect/why.py"
MAPS = ("grad_cam", "integrated", "occlusion")
A_ONE = np.zeros((280, 280, 4), np.uint8)
A_ONE[..., 3], A_ONE[60:220, 130:150, :3] = 255, 255


@pytest.fixture
def evaluation(finished):
    return load_predictions(finished.predictions, finished.record.data.class_names)


@pytest.fixture
def open_page(visit, finished):
    """Opens the page at an address, with a finished run there."""
    return lambda state=None, **address: visit(PAGE, state, address)


def charts(visitor):
    """The keys of the charts on the page, then those of its sheets."""
    sheets = [element for element in visitor.page.get("bidi_component") if '"figure"' in element.proto.json]
    return [element.proto.id.rpartition("-")[2] for element in [*visitor.page.get("plotly_chart"), *sheets]]


def test_it_opens_with_the_surest_mistake(open_page, evaluation, finished):
    visitor = open_page()
    wrong = find(Wanted(outcome="wrong", order="surest"), 150, evaluation.labels, evaluation.probs)
    row, label, answer = evaluation.rows[wrong[0]], evaluation.labels[wrong[0]], evaluation.predicted[wrong[0]]
    assert f"**No. {row + 1:,}: {label}, read as {answer} (" in read(visitor.words)
    assert charts(visitor) == ["legend", *MAPS, "what_if"]
    judged_on = "the validation part of Built-in digits: 150 images it was not trained on"
    assert visitor.works_on == f"{finished.name} on {judged_on}"
    assert visitor.subheaders == [f"What would make it {label}?"]


def test_every_map_says_where_it_lies_and_the_gradients_add_up(open_page, evaluation, finished, digits):
    place = evaluation.cell(3, 3)[0]
    visitor = open_page(**{"of": "3", "as": "3", "image": str(evaluation.rows[place] + 1)})
    words = read(visitor.words)
    assert words.count("What speaks for 3 lies mostly at ") + words.count("Nothing here speaks for 3") == 3
    predictor = Predictor.of_run(finished)
    image = digits.train.images[evaluation.rows[place]]
    logits = predictor.logits(np.stack([image, np.zeros_like(image)]))[:, 3]
    assert f" of {logits[0] - logits[1]:+.2f}, the [logit]" in words


def test_a_link_brings_back_the_same_question(open_page, evaluation):
    place = evaluation.cell(7, 7)[4]
    row = str(evaluation.rows[place] + 1)
    asked = {"of": "7", "as": "7", "image": row, "why": "2", "other": "5", "explain": "against the other"}
    visitor = open_page(**asked)
    assert f"**No. {row}: 7 (" in read(visitor.words)
    assert "What speaks for 2 rather than 5 lies" in visitor.words
    assert visitor.subheaders == ["What would make it 5?"]
    assert {name: visitor.page.query_params[name] for name in asked} == asked


def test_one_goes_through_the_images_one_by_one(open_page, evaluation):
    visitor = open_page(of="4")
    of_class = find(Wanted(4, order="least sure"), 150, evaluation.labels, evaluation.probs)
    visitor.page.number_input(key="place").set_value(3)
    visitor.again()
    assert f"**No. {evaluation.rows[of_class[2]] + 1:,}: 4" in read(visitor.words)
    assert visitor.page.query_params["image"] == str(evaluation.rows[of_class[2]] + 1)


def test_the_nearest_image_is_of_the_other_class_and_enough_of_it_is_counted(open_page, evaluation):
    visitor = open_page(**{"of": "4", "as": "4", "other": "9"})
    words = read(visitor.words)
    nearest = int(words.partition("** is the nearest of ")[0].rpartition("No. ")[2].replace(",", "")) - 1
    (place,) = np.flatnonzero(evaluation.rows == nearest)
    assert (evaluation.labels[place], evaluation.predicted[place]) == (9, 9)
    assert "that count most are enough for it to be read as 9 (" in words


def test_from_what_it_is_read_as_to_the_other_class_whichever_is_explained(open_page, evaluation):
    wrong = worst_mistakes(evaluation, 1)[0]
    label, image = evaluation.labels[wrong], str(evaluation.rows[wrong] + 1)
    for why, other in (("its answer", str(label)), ("its label", str(evaluation.predicted[wrong]))):
        visitor = open_page(image=image, why=why, other=other)
        assert visitor.subheaders == [f"What would make it {label}?"]


@pytest.mark.parametrize(
    "asked",
    [{"image": "99999"}, {"image": "x"}, {"layer": "77"}, {"of": "4", "why": "its answer", "other": "4"}],
    ids=str,
)
def test_a_link_that_asks_for_the_impossible_still_opens(open_page, asked):
    visitor = open_page(**asked)
    assert not visitor.errors
    assert charts(visitor)[1:4] == list(MAPS)


def test_where_there_is_no_such_image_it_says_so(open_page, evaluation):
    true, answer = np.argwhere(evaluation.confusion == 0)[0]
    visitor = open_page(**{"of": str(true), "as": str(answer)})
    assert "There is no such image." in visitor.words
    assert visitor.infos
    assert not charts(visitor)


def test_without_mistakes_it_begins_with_the_least_sure(open_page, evaluation, finished):
    perfect = replace(evaluation, labels=evaluation.predicted)
    save_predictions(finished.predictions, perfect)
    row = perfect.rows[perfect.confidence.argmin()]
    assert f"**No. {row + 1:,}: " in read(open_page().words)


def test_ones_own_drawing_is_explained(open_page):
    visitor = open_page({DRAWING: KeptDrawing(picture=A_ONE)}, input="My drawing")
    assert not visitor.errors
    assert "**The drawing: read as " in read(visitor.words)
    assert charts(visitor) == ["legend", *MAPS, "what_if"]


def test_an_empty_pad_says_what_will_be_here(open_page):
    visitor = open_page(input="My drawing")
    (info,) = visitor.infos
    assert "draw a digit" in info
    assert not charts(visitor)


def test_without_the_package_it_says_how_to_install_it_and_the_page_still_works(open_page, monkeypatch):
    monkeypatch.setattr(library, "NEEDED", "no_such_package")
    visitor = open_page()
    (error,) = visitor.errors
    assert "pip install -r requirements-optional.txt" in error
    assert not charts(visitor)
    assert "Hold it against another" in visitor.buttons


def test_the_same_picture_is_shown_at_work(open_page, evaluation, digits):
    place = evaluation.cell(3, 3)[0]
    row = evaluation.rows[place]
    visitor = open_page(**{"of": "3", "as": "3", "image": str(row + 1)})
    link = next(link.proto for link in visitor.page.get("page_link") if "Trace" in link.proto.label)
    example = np.count_nonzero(digits.train.known_labels[: row + 1] == 3)
    assert f"digit=3&example={example}" in link.query_string


def test_a_drawing_leads_here(visit, finished):
    visitor = visit("use/draw.py", {DRAWING: KeptDrawing(picture=A_ONE)})
    link = next(link.proto for link in visitor.page.get("page_link") if "read so" in link.proto.label)
    assert link.query_string == "input=My+drawing"


def test_the_feature_maps_of_the_layer_asked_for_are_shown(open_page):
    assert "**Layer 4: dropout 0.1**" in open_page(maps="true").words
    visitor = open_page(maps="true", layer="1", map="3")
    assert "**Layer 1: convolution 6 of 5×5, stride 2**, 28×28×1 → 12×12×6" in visitor.words
    flow, maps = visitor.pictured[-2:]
    assert flow.startswith("The picture 28×28×1 on its way through the layers")
    assert maps.startswith("6 feature maps, number 3 chosen")


def test_an_image_up_close_leads_here(visit, finished, evaluation):
    wrong = worst_mistakes(evaluation, 1)[0]
    row = str(evaluation.rows[wrong] + 1)
    visitor = visit("inspect/errors.py", address={"image": row})
    link = next(link.proto for link in visitor.page.get("page_link") if "read so" in link.proto.label)
    for part in (f"image={row}", f"of={evaluation.labels[wrong]}", f"as={evaluation.predicted[wrong]}"):
        assert part in link.query_string.split("&")


def test_images_of_other_data_are_explained_by_their_own_numbers(open_page, finished, digits):
    visitor = open_page(on="open data", of="5", image="999")
    first = int(read(visitor.words).partition("**Test no. ")[2].partition(":")[0]) - 1
    assert digits.test.known_labels[first] == 5
    assert "**Test no. " in read(visitor.words).partition(" is the nearest of")[0]


def test_explanations_are_computed_once(open_page, monkeypatch):
    computed = []
    compute = integrated_gradients.integrated_gradients
    monkeypatch.setattr(
        integrated_gradients, "integrated_gradients", lambda subject: computed.append(subject) or compute(subject)
    )
    visitor = open_page(of="6")
    first = len(computed)
    visitor.again()
    assert len(computed) == first


def test_what_a_network_lacks_is_said_in_place(visit, runs, digits, finished, evaluation):
    shape = Volume(28, 28, 1)
    dense = Architecture(name="no maps", input=shape, layers=(Flatten(), Dense(units=10)))
    pooled = Architecture(name="no vector", input=shape, layers=(Conv(filters=10, size=5), GlobalPool()))
    for architecture, missing in ((dense, "has no convolution whose maps"), (pooled, "has no fully connected layer")):
        run = create_run(runs, digits, architecture, TrainingConfig(), state=State(status="finished"))
        save_weights(run.weights, copy_weights(Network(architecture)))
        save_predictions(run.predictions, evaluation)
        visitor = visit(PAGE, address={"run": run.id})
        (error,) = visitor.errors
        assert missing in error
        assert len(charts(visitor)) == 4


def test_of_several_networks_the_first_is_explained(visit, ensemble):
    assert "The first of the 3 networks of three" in visit(PAGE).words


def test_without_the_pictures_a_drawing_can_be_explained(visit, finished):
    record = finished.folder / "run.json"
    text = record.read_text().replace('"source": "digits"', '"source": "/gone/train.csv"')
    record.write_text(text.replace(finished.record.data.fingerprint, "0123456789abcdef"))
    visitor = visit(PAGE)
    assert not visitor.errors
    assert any("is not open here" in info for info in visitor.infos)
    drawn = visit(PAGE, {DRAWING: KeptDrawing(picture=A_ONE)}, {"input": "My drawing"})
    assert charts(drawn) == ["legend", *MAPS]


def test_colour_pictures_are_explained_too(visit, runs, digits, evaluation, monkeypatch):
    colour = replace(digits, train=replace(digits.train, images=digits.train.images.repeat(3, axis=1)))
    monkeypatch.setattr(cache, "dataset", lambda choice: colour)
    layers = (Conv(filters=2, size=3), Flatten(), Dense(units=10))
    architecture = Architecture(name="colourful", input=Volume(28, 28, 3), layers=layers)
    run = create_run(runs, colour, architecture, TrainingConfig(), state=State(status="finished"))
    save_weights(run.weights, copy_weights(Network(architecture)))
    save_predictions(run.predictions, evaluation)
    visitor = visit(PAGE)
    assert not visitor.errors
    assert charts(visitor) == ["legend", *MAPS, "what_if"]


def test_without_any_run_the_page_says_what_to_do(visit):
    assert visit(PAGE).errors == ["No network is trained yet: train one, and it can be chosen here."]
