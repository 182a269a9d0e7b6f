"""Muon's steps are those of PyTorch's, made of whole matrices brought near to orthogonal ones."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.optim import Muon as PyTorchMuon

from cnn.training import muon
from cnn.training.muon import Muon, in_one, in_rounds, multiply_adds, orthogonalised

SIZES = [(1, 1), (1, 7), (32, 25), (64, 288), (96, 576), (40, 40), (300, 20)]


def drawn(rows, columns, seed=0, rank=None, dtype=torch.float32):
    """A random matrix, of full rank or nearly of a lower one, as gradients are."""
    generator = torch.Generator().manual_seed(seed)
    full = torch.randn(rows, columns, generator=generator, dtype=torch.float64)
    if rank:
        left, right = (torch.randn(*size, generator=generator).double() for size in ((rows, rank), (rank, columns)))
        full = left @ right + 1e-3 * full
    return full.to(dtype)


def exactly(matrix):
    """The rounds as Jordan writes them down, in float64."""
    x = matrix.double()
    x = x.T if len(x) > x.shape[1] else x
    x = x / x.norm()
    for _ in range(5):
        gram = x @ x.T
        x = 3.4445 * x + (-4.7750 * gram + 2.0315 * gram @ gram) @ x
    return x.T if len(matrix) > matrix.shape[1] else x


def error(found, expected):
    return ((found.double() - expected).norm() / expected.norm()).item()


@pytest.mark.parametrize("rank", [None, 1, 4])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_all_rounds_at_once_are_the_rounds_one_by_one(size, rank):
    matrix = drawn(*size, rank=rank)
    assert error(orthogonalised(matrix), exactly(matrix)) < 1e-3
    assert error(orthogonalised(matrix.double()), exactly(matrix)) < 1e-9


@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 100), st.sampled_from((1e-6, 1.0, 1e6)))
def test_the_size_of_a_matrix_does_not_matter_and_singular_values_end_near_one(rows, columns, seed, scale):
    matrix = drawn(rows, columns, seed, dtype=torch.float64)
    found = orthogonalised(scale * matrix)
    torch.testing.assert_close(found, orthogonalised(matrix), rtol=1e-6, atol=1e-9)
    start = torch.linalg.svdvals(matrix / matrix.norm())
    ends = torch.linalg.svdvals(found)[: int((start > 0.01).sum())]
    assert ((ends > 0.65) & (ends < 1.25)).all()


def test_nothing_to_learn_is_no_step():
    assert torch.equal(orthogonalised(torch.zeros(3, 5)), torch.zeros(3, 5))


@pytest.mark.parametrize("has_bfloat16", [True, False])
def test_large_matrices_are_worked_out_in_bfloat16_where_the_processor_is_made_for_it(monkeypatch, has_bfloat16):
    monkeypatch.setattr(muon, "LARGE", 20)
    monkeypatch.setattr(muon, "multiplies_bfloat16", lambda _: has_bfloat16)
    large, small = drawn(20, 60), drawn(19, 60)
    assert (error(orthogonalised(large), exactly(large)) > 1e-3) == has_bfloat16
    assert error(orthogonalised(large), exactly(large)) < 0.03
    assert error(orthogonalised(small), exactly(small)) < 1e-4
    assert orthogonalised(large).dtype == torch.float32


@pytest.mark.parametrize("size", [(64, 288), (96, 576)], ids=str)
def test_float32_in_one_is_nearer_to_the_exact_rounds_than_pytorchs_bfloat16(size):
    x = drawn(*size) / drawn(*size).norm()
    assert error(in_one(x), exactly(x)) < 0.01 * error(in_rounds(x.bfloat16()), exactly(x))


@pytest.mark.parametrize("momentum", [0.0, 0.9])
@pytest.mark.parametrize("size", [(24, 72), (72, 24)], ids=str)
def test_steps_are_those_of_pytorch_within_the_rounding_of_bfloat16(size, momentum):
    settings = {"lr": 0.02, "weight_decay": 0.1, "momentum": momentum}
    ours, theirs = (drawn(*size).requires_grad_() for _ in range(2))
    steps = [
        Muon([ours], **settings),
        PyTorchMuon([theirs], nesterov=momentum > 0, adjust_lr_fn="match_rms_adamw", **settings),
    ]
    for seed in range(1, 6):
        ours.grad = theirs.grad = drawn(*size, seed)
        for it in steps:
            it.step()
    moved = (theirs - drawn(*size)).detach()
    assert moved.norm() > 0.1
    assert error((ours - drawn(*size)).detach(), moved.double()) < 0.02


def test_a_weight_without_gradient_stays():
    unused = torch.ones(2, 3, requires_grad=True)
    Muon([unused], 0.1, 0.1, 0.9).step()
    assert (unused == 1).all()


@pytest.mark.parametrize("size", [(5, 9), (9, 5)], ids=str)
def test_operations_are_counted_as_they_are_done(monkeypatch, size):
    counted = []

    def count(left, right):
        counted.append(left.shape[0] * left.shape[1] * right.shape[1])

    multiply, multiply_and_add = torch.Tensor.__matmul__, torch.addmm
    monkeypatch.setattr(torch.Tensor, "__matmul__", lambda a, b: (count(a, b), multiply(a, b))[1])
    monkeypatch.setattr(torch, "addmm", lambda x, a, b, **how: (count(a, b), multiply_and_add(x, a, b, **how))[1])
    orthogonalised(drawn(*size))
    assert sum(counted) == multiply_adds(*size)
