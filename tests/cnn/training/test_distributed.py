"""Several processes, started by torchrun, train what one trains."""

import json

import pytest
import torch
from safetensors.torch import load_file

from tests.cnn.training.company_program import CASES, train_case
from tests.cnn.training.torchrun import ended, free_port, node, torchrun

PROGRAM = "tests.cnn.training.company_program"


@pytest.fixture(scope="module")
def by_two(tmp_path_factory):
    """What two processes left."""
    folder = tmp_path_factory.mktemp("two")
    ended(torchrun("--nproc-per-node=2", "-m", PROGRAM, folder))
    return folder


@pytest.fixture(scope="module")
def by_four(tmp_path_factory):
    """What four processes left, two on each of two machines that torchrun takes this one for."""
    folder, port = tmp_path_factory.mktemp("four"), free_port()
    ended(*(node(port, rank, "-m", PROGRAM, folder) for rank in range(2)))
    return folder


@pytest.fixture(params=["by_two", "by_four"])
def left(request):
    return request.getfixturevalue(request.param)


def weights_in(folder, case):
    return load_file(folder / f"{case}.safetensors")


def told_in(folder, case):
    """What was said, but in how many threads and processes."""
    told = json.loads((folder / f"{case}.json").read_text())
    return [{key: value for key, value in fact.items() if key not in ("parts", "processes")} for fact in told]


def assert_same_facts(told, expected, tolerance):
    assert [fact["kind"] for fact in told] == [fact["kind"] for fact in expected]
    for mine, its in zip(told, expected, strict=True):
        for name, value in mine.items():
            assert value == (pytest.approx(its[name], rel=tolerance) if isinstance(value, float) else its[name]), name


def test_fifty_steps_of_plain_descent_by_one_two_and_four_processes_lead_to_the_same_weights(left, threads):
    threads(1)
    told, weights = train_case("plain")
    assert told[-2]["step"] >= 50
    torch.testing.assert_close(weights_in(left, "plain"), weights, rtol=0, atol=1e-5)
    assert_same_facts(told_in(left, "plain"), told, tolerance=1e-5)


def test_muon_and_clipping_see_the_gradients_of_all(left, threads):
    threads(1)
    told, weights = train_case("muon")
    torch.testing.assert_close(weights_in(left, "muon"), weights, rtol=0, atol=1e-4)
    assert_same_facts(told_in(left, "muon"), told, tolerance=1e-3)


@pytest.mark.parametrize("case", CASES)
def test_two_processes_are_two_threads_bit_for_bit_whatever_is_random(by_two, threads, case):
    """Dropout, augmentation and batch normalisation draw and measure by process as they do by thread."""
    threads(2)
    told, weights = train_case(case)
    assert told[0]["parts"] == 2
    if case == "muon":  # which takes other shares of the weights by each thread
        torch.testing.assert_close(weights_in(by_two, case), weights, rtol=0, atol=1e-4)
    else:
        torch.testing.assert_close(weights_in(by_two, case), weights, rtol=0, atol=0)
        assert_same_facts(told_in(by_two, case), told, tolerance=1e-12)


def test_it_is_said_how_many_processes_there_are(left):
    started = json.loads((left / "plain.json").read_text())[0]
    assert (started["parts"], started["processes"]) == (1, 4 if left.name.startswith("four") else 2)
