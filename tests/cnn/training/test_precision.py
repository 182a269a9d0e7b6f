"""Numbers are chosen by what the processor multiplies fast; weights and sums stay float32."""

import pytest
import torch

from cnn.training.precision import choose_precision, computing_in

CPU, CUDA, MPS = (torch.device(name) for name in ("cpu", "cuda", "mps"))


@pytest.fixture
def processor(monkeypatch):
    """Sets what the processors of the machine can do."""

    def can(avx512=False, amx=False, cuda=(0, 0)):
        monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: avx512)
        monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: amx)
        monkeypatch.setattr(torch.cuda, "get_device_capability", lambda device: cuda)

    return can


@pytest.mark.parametrize(
    ("device", "can", "chosen"),
    [
        (CPU, {}, torch.float32),
        (CPU, {"avx512": True}, torch.bfloat16),
        (CPU, {"amx": True}, torch.bfloat16),
        (CPU, {"cuda": (9, 0)}, torch.float32),
        (CUDA, {"cuda": (9, 0)}, torch.bfloat16),
        (CUDA, {"cuda": (8, 0)}, torch.bfloat16),
        (CUDA, {"cuda": (7, 5), "avx512": True}, torch.float32),
        (MPS, {"avx512": True, "cuda": (9, 0)}, torch.float32),
    ],
    ids=str,
)
def test_auto_takes_bfloat16_where_the_processor_is_made_for_it(processor, device, can, chosen):
    processor(**can)
    assert choose_precision("auto", device) == chosen


@pytest.mark.parametrize("able", [False, True])
@pytest.mark.parametrize("device", [CPU, CUDA, MPS], ids=str)
def test_what_is_asked_for_is_taken_anywhere(processor, device, able):
    processor(avx512=able, cuda=(9, 0) if able else (7, 0))
    assert choose_precision("float32", device) == torch.float32
    assert choose_precision("bfloat16", device) == torch.bfloat16


@pytest.mark.parametrize("numbers", [torch.float32, torch.bfloat16])
def test_products_are_in_these_numbers_and_the_gradients_of_weights_in_float32(numbers):
    layer, x = torch.nn.Linear(3, 2), torch.ones(4, 3)
    with computing_in(numbers, CPU):
        out = layer(x)
    assert out.dtype == numbers
    out.float().sum().backward()
    assert layer.weight.grad.dtype == layer.weight.dtype == torch.float32
    assert layer(x).dtype == torch.float32
