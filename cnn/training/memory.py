"""Memory: keeping what was used once, and running out of it."""

import ctypes
import sys

import torch

CPU_SAYS = ("not enough memory", "can't allocate memory")
GLIBC_TRIM_THRESHOLD, GLIBC_TOP_PAD, GLIBC_MMAP_THRESHOLD, GLIBC_ARENA_MAX = -1, -2, -3, -8
KEPT_BYTES = 1 << 30
LARGEST_KEPT_BLOCK_BYTES = 32 << 20  # glibc takes no higher threshold


def keep_freed_memory() -> None:
    """Have freed memory kept for the next tensor rather than given back to the system, where glibc offers that.

    Every step makes the same tensors again. Memory fresh from the system is zeroed page by page as it is touched:
    filling one gradient of 2.4 MB took 3 ms rather than 0.1.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is None:  # another C library
        return
    mallopt(GLIBC_ARENA_MAX, 1)  # arenas of single threads give memory back whatever is set
    mallopt(GLIBC_MMAP_THRESHOLD, LARGEST_KEPT_BLOCK_BYTES)
    mallopt(GLIBC_TRIM_THRESHOLD, KEPT_BYTES)
    mallopt(GLIBC_TOP_PAD, LARGEST_KEPT_BLOCK_BYTES)


def is_out_of_memory(error: RuntimeError) -> bool:
    """Whether PyTorch raised ``error`` for want of memory; on the CPU it has no error of its own for that."""
    return isinstance(error, torch.OutOfMemoryError) or any(words in str(error) for words in CPU_SAYS)
