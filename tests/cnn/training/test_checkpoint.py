"""Weights come back as they were saved; any other file is refused with a sentence and never unpickled."""

import pickle
import struct

import pytest
import torch
from safetensors.torch import load_file, save_file

from cnn.errors import RunError
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import BatchNorm, Conv, Dense, Flatten, Residual
from cnn.model.volume import Volume
from cnn.training.checkpoint import are_finite, copy_weights, load_network, save_weights


@pytest.fixture
def architecture():
    block = Residual(layers=(Conv(filters=5, size=3, padding="same"), BatchNorm()))
    layers = (Conv(filters=3, size=3), BatchNorm(), block, Flatten(), Dense(units=4))
    return Architecture(name="small", input=Volume(6, 6, 1), layers=layers)


@pytest.fixture
def saved(architecture, tmp_path):
    path = tmp_path / "best.safetensors"
    save_weights(path, copy_weights(Network(architecture, seed=5)))
    return path


def test_saved_weights_come_back_ready_to_predict(architecture, saved):
    network = load_network(saved, architecture)
    expected = Network(architecture, seed=5).state_dict()
    assert all(torch.equal(value, expected[name]) for name, value in network.state_dict().items())
    assert not network.training


def test_copied_weights_do_not_follow_the_network(architecture):
    network = Network(architecture)
    weights = copy_weights(network)
    before = weights["layers.0.weight"].clone()
    with torch.no_grad():
        network.layers[0].weight.add_(1)
    assert torch.equal(weights["layers.0.weight"], before)


def test_saving_again_replaces_and_leaves_no_neighbour(architecture, saved):
    save_weights(saved, copy_weights(Network(architecture, seed=6)))
    assert torch.equal(load_network(saved, architecture).layers[0].weight, Network(architecture, 6).layers[0].weight)
    assert list(saved.parent.iterdir()) == [saved]


class Trap:
    """Unpickling it would raise an error no one expects."""

    def __reduce__(self):
        return (pytest.fail, ("unpickled",))


def header(length, content=b"{}"):
    return struct.pack("<Q", length) + content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"<html></html>",
        pickle.dumps(Trap()),
        header(2**63),
        header(10**9),
        header(100),
        header(2, b"[]"),
        header(64, b'{"a":{"dtype":"F32","shape":[1000000000],"data_offsets":[0,4]}}  ') + b"\0\0\0\0",
    ],
    ids=["empty", "png", "html", "pickle", "header 2^63", "header 1 GB", "no header", "a list", "beyond the end"],
)
def test_what_is_not_safetensors_is_refused(architecture, tmp_path, content):
    path = tmp_path / "best.safetensors"
    path.write_bytes(content)
    with pytest.raises(RunError, match=r"^best\.safetensors cannot be read as safetensors"):
        load_network(path, architecture)


def test_a_file_cut_anywhere_is_refused(architecture, saved):
    content = saved.read_bytes()
    for length in range(0, len(content), 97):
        saved.write_bytes(content[:length])
        with pytest.raises(RunError):
            load_network(saved, architecture)


def test_a_torch_pickle_renamed_is_refused(architecture, tmp_path):
    path = tmp_path / "best.safetensors"
    torch.save(Network(architecture).state_dict(), path)
    with pytest.raises(RunError, match="only models this program saved"):
        load_network(path, architecture)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda it: it.pop("layers.4.bias"), "layers.4.bias is missing, expected (4,)"),
        (lambda it: it.update(extra=torch.zeros(2)), "extra is (2,), expected no such weight"),
        (lambda it: it.update({"layers.0.bias": torch.zeros(5)}), "layers.0.bias is (5,), expected (3,)"),
    ],
)
def test_other_names_or_shapes_are_named(architecture, saved, change, sentence):
    weights = load_file(saved)
    change(weights)
    save_file(weights, saved)
    with pytest.raises(RunError) as caught:
        load_network(saved, architecture)
    assert sentence in str(caught.value)


def test_no_file_and_a_folder_are_refused(architecture, tmp_path):
    with pytest.raises(RunError, match="no weights"):
        load_network(tmp_path / "best.safetensors", architecture)
    with pytest.raises(RunError):
        load_network(tmp_path, architecture)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_one_number_that_is_none_is_noticed(architecture, value):
    weights = copy_weights(Network(architecture))
    assert are_finite(weights)
    weights["layers.4.weight"][2, 1] = value
    assert not are_finite(weights)
