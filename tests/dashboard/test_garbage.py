"""What a library brings is set aside from garbage collection once, whole, and nothing that comes later is."""

import gc
import subprocess
import sys
from types import ModuleType, SimpleNamespace

import pytest

from cnn.places import ROOT
from dashboard import garbage


@pytest.fixture
def fresh(monkeypatch):
    """A process in which nothing was set aside yet; Streamlit is loaded, PyTorch is not."""
    gc.unfreeze()
    monkeypatch.setattr(garbage, "_frozen", set())
    monkeypatch.setitem(sys.modules, "streamlit", ModuleType("streamlit"))
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    yield
    gc.unfreeze()


def watched() -> list[object]:
    return [item for item in gc.get_objects() if type(item) is Cell]


class Cell:
    """Something the collector looks after."""


def test_a_library_is_set_aside_once_and_what_comes_later_is_not(fresh):
    old = Cell()
    garbage.set_libraries_aside()
    assert old not in watched()
    new = Cell()
    garbage.set_libraries_aside()
    assert new in watched()


def test_pytorch_is_set_aside_when_it_is_whole(fresh, monkeypatch):
    garbage.set_libraries_aside()
    torch = ModuleType("torch")
    torch.__spec__ = SimpleNamespace(_initializing=True)
    monkeypatch.setitem(sys.modules, "torch", torch)
    part = Cell()
    garbage.set_libraries_aside()
    assert part in watched()
    torch.__spec__._initializing = False
    garbage.set_libraries_aside()
    assert part not in watched()


def test_at_the_end_of_the_program_all_is_given_back_and_nothing_counts_as_leaked():
    code = (
        "import contextlib, streamlit\n"
        "with contextlib.suppress(ImportError):\n"
        "    import triton._C.libtriton\n"  # one of those that look, where PyTorch comes with it
        "from dashboard.garbage import set_libraries_aside\n"
        "set_libraries_aside()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "leaked" not in done.stderr + done.stdout


def test_what_is_dead_is_not_kept(fresh):
    dead = Cell()
    dead.self = dead
    del dead
    garbage.set_libraries_aside()
    gc.unfreeze()
    assert not watched()
