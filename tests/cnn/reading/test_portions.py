"""As many images are read at once as suit the device and its memory."""

import pytest
import torch

from cnn.model.architecture import Architecture
from cnn.model.layers import Conv, Dense, Flatten
from cnn.model.volume import Volume
from cnn.reading.portions import AT_ONCE, AT_ONCE_ELSEWHERE, RESERVE, images_at_once, in_portions

CARD = torch.device("cuda")
LAYERS = (Conv(filters=3, size=1), Conv(filters=2, size=1), Flatten(), Dense(units=10))
WIDE = Architecture(name="wide", input=Volume(10, 10, 1), layers=LAYERS)
NARROW = Architecture(name="narrow", input=Volume(10, 10, 1), layers=(Flatten(), Dense(units=10)))
WIDEST_BYTES = 4 * (300 + 200)  # what the second layer reads and gives


@pytest.fixture
def memory(monkeypatch):
    """Puts a card with so many free bytes, of which PyTorch keeps some for itself already, in the place of none."""

    def put(free, kept=0):
        monkeypatch.setattr(torch.cuda, "mem_get_info", lambda _: (free - kept, 10**12))
        monkeypatch.setattr(torch.cuda, "memory_reserved", lambda _: kept + 999)
        monkeypatch.setattr(torch.cuda, "memory_allocated", lambda _: 999)

    return put


@pytest.mark.parametrize(("device", "most"), [("cpu", AT_ONCE["cpu"]), ("mps", AT_ONCE_ELSEWHERE)])
def test_a_device_has_a_number_that_suits_it(device, most):
    assert images_at_once([WIDE], torch.device(device)) == most
    assert images_at_once([WIDE], torch.device(device), views=10) == most // 10
    assert images_at_once([WIDE], torch.device(device), views=10**6) == 1


@pytest.mark.parametrize("kept", [0, 5000])
def test_on_a_card_the_widest_layer_of_all_networks_fits_into_its_memory(memory, kept):
    memory(RESERVE * WIDEST_BYTES * 700 + 1, kept)
    assert images_at_once([NARROW, WIDE], CARD) == 700
    assert images_at_once([NARROW, WIDE], CARD, views=9) == 77
    memory(10**11)
    assert images_at_once([NARROW, WIDE], CARD) == AT_ONCE["cuda"]
    memory(10)
    assert images_at_once([NARROW, WIDE], CARD) == 1


@pytest.mark.parametrize("device", ["cpu", "cuda"])
def test_results_come_in_the_order_of_the_portions(device):
    assert list(in_portions(lambda it: it * it, range(20), torch.device(device))) == [k * k for k in range(20)]
