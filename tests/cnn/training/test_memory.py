"""Freed memory is kept where the C library offers it, and want of memory is told from other errors."""

import ctypes

import pytest
import torch

from cnn.training import memory
from cnn.training.memory import is_out_of_memory, keep_freed_memory


class Library:
    """A C library with ``mallopt``, which notes what it is asked for."""

    def __init__(self):
        self.asked = {}

    def mallopt(self, option, value):
        self.asked[option] = value
        return 1


def test_the_library_is_asked_to_keep_what_steps_use_again(monkeypatch):
    library = Library()
    monkeypatch.setattr(memory.sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda name: library)
    keep_freed_memory()
    assert library.asked == {-8: 1, -3: 32 << 20, -1: 1 << 30, -2: 32 << 20}


def test_a_library_that_does_not_offer_it_is_left_alone(monkeypatch):
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    keep_freed_memory()


def test_a_system_that_has_no_such_library_is_not_asked_for_it(monkeypatch):
    monkeypatch.setattr(memory.sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "CDLL", lambda name: pytest.fail("Windows cannot open a library without a name"))
    keep_freed_memory()


@pytest.mark.parametrize(
    ("error", "short"),
    [
        (torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."), True),
        (RuntimeError("[enforce fail at alloc_cpu.cpp:127] DefaultCPUAllocator: not enough memory: you tried …"), True),
        (RuntimeError("[enforce fail at alloc_cpu.cpp:127] DefaultCPUAllocator: can't allocate memory: you …"), True),
        (RuntimeError("mat1 and mat2 shapes cannot be multiplied (3x4 and 5x6)"), False),
    ],
)
def test_want_of_memory_is_told_from_other_errors(error, short):
    assert is_out_of_memory(error) is short


def test_what_the_cpu_says_today_is_understood():
    with pytest.raises(RuntimeError) as caught:
        torch.empty(2**60, dtype=torch.uint8)
    assert is_out_of_memory(caught.value)
