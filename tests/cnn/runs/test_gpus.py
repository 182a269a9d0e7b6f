"""Each worker takes a GPU of its own; what a GPU does is asked of those who know, if they are there."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from cnn.runs import gpus
from cnn.runs.gpus import VISIBLE, GpuUse, gpu_use, take_gpu, visible_gpus


@pytest.fixture
def devices(tmp_path, monkeypatch):
    """Puts devices of these names where Linux has them."""
    monkeypatch.setattr(gpus, "DEVICES", tmp_path)
    monkeypatch.delenv(VISIBLE, raising=False)

    def make(*names):
        for name in names:
            (tmp_path / name).touch()

    return make


def test_gpus_are_counted_by_their_devices(devices):
    devices("nvidia0", "nvidia1", "nvidiactl", "nvidia-uvm", "null")
    assert visible_gpus() == ("0", "1")


@pytest.mark.parametrize(("chosen", "found"), [("", ()), ("-1", ()), ("2", ("2",)), ("1, GPU-ab", ("1", "GPU-ab"))])
def test_those_that_were_chosen_for_the_program_are_the_ones_it_has(devices, monkeypatch, chosen, found):
    devices("nvidia0", "nvidia1")
    monkeypatch.setenv(VISIBLE, chosen)
    assert visible_gpus() == found


@pytest.mark.parametrize(("place", "gpu"), [(1, "5"), (2, "7"), (3, "5")])
def test_each_place_has_its_gpu_and_more_places_share_them(monkeypatch, place, gpu):
    monkeypatch.setenv(VISIBLE, "5,7")
    take_gpu(place)
    assert os.environ[VISIBLE] == gpu


@pytest.mark.parametrize("chosen", ["", "3"])
def test_one_gpu_or_none_is_left_as_it_is(monkeypatch, chosen):
    monkeypatch.setenv(VISIBLE, chosen)
    take_gpu(2)
    assert os.environ[VISIBLE] == chosen


def test_nothing_is_used_before_pytorch_uses_one(monkeypatch):
    for cuda in (None, SimpleNamespace(), SimpleNamespace(is_initialized=lambda: False)):
        monkeypatch.setitem(sys.modules, "torch.cuda", cuda)
        assert gpu_use() is None


@pytest.mark.parametrize(("answer", "busy"), [("37\n", 0.37), ("[N/A]\n", None), (None, None)])
def test_a_gpu_in_use_tells_its_memory_and_how_busy_it_is(monkeypatch, answer, busy):
    def run(words, **_):
        if answer is None:
            raise subprocess.TimeoutExpired(words, 5)
        assert "--id=GPU-12-34" in words
        return SimpleNamespace(stdout=answer)

    cuda = SimpleNamespace(
        is_initialized=lambda: True,
        get_device_properties=lambda _: SimpleNamespace(name="A card", uuid="12-34"),
        memory_reserved=lambda _: 10**9,
    )
    monkeypatch.setitem(sys.modules, "torch.cuda", cuda)
    monkeypatch.setattr(gpus.shutil, "which", lambda name: name)
    monkeypatch.setattr(gpus.subprocess, "run", run)
    assert gpu_use() == GpuUse("A card", 10**9, busy)
