"""What a company of processes says, without any: pace, devices, losses."""

import threading

import pytest
import torch
import torch.distributed as dist
from torch import nn

from cnn.errors import ConfigError, TrainingError
from cnn.training.company import ALONE, FAULT, Company, is_parting
from cnn.training.launch import agreed_round

GONE = RuntimeError("[third_party/gloo/gloo/transport/tcp/pair.cc:545] Read error: Connection reset by peer")
CPU = torch.device("cpu")


def of_two(rank=0, **given):
    return Company(rank, 2, **given)


def test_alone_nothing_is_shared():
    model = nn.Linear(2, 2)
    assert ALONE.joined(model) is model
    assert ALONE.added_up([1.5, 2]) == [1.5, 2]
    assert ALONE.told(b"word") == b"word"
    ALONE.made_alike(model.parameters())


@pytest.mark.parametrize("rank", [0, 1])
def test_on_a_cpu_all_have_a_place(rank):
    assert of_two(rank).place(CPU) == CPU


def test_each_process_has_a_card_of_its_own(monkeypatch):
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.cuda, "set_device", lambda device: None)
    assert of_two(1, local_rank=1).place(torch.device("cuda")) == torch.device("cuda", 1)
    with pytest.raises(ConfigError, match="more processes than this machine has GPUs, 2"):
        of_two(1, local_rank=2).place(torch.device("cuda"))


def test_mps_cannot_be_shared():
    with pytest.raises(ConfigError, match="not on mps: use device cpu"):
        of_two().place(torch.device("mps"))


def test_the_loss_of_another_process_is_told_with_its_reason():
    notes = dist.HashStore()
    company = of_two(notes=notes)
    company.note(FAULT, "Memory does not suffice.")
    with pytest.raises(TrainingError, match=r"^Memory does not suffice\.$"), company.holding():
        raise GONE


def test_a_loss_without_a_reason_is_said_to_be_one():
    with pytest.raises(TrainingError, match=r"One of the 2 processes .* is gone"), of_two().holding():
        raise GONE


@pytest.mark.parametrize("company", [of_two(1), of_two(is_replaced=True)], ids=["another", "to be replaced"])
def test_who_is_not_to_speak_ends_without_a_word(company):
    with pytest.raises(SystemExit) as end, company.holding():
        raise GONE
    assert end.value.code == 1


@pytest.mark.parametrize("company", [ALONE, of_two()], ids=["alone", "of two"])
def test_other_errors_are_not_taken_for_a_loss(company):
    with pytest.raises(RuntimeError, match=r"^shapes$"), company.holding():
        raise RuntimeError("shapes")


def test_pytorchs_own_errors_of_communication_are_losses():
    assert is_parting(dist.DistBackendError("NCCL"))
    assert is_parting(GONE)


def agreed_by(store, size):
    """What so many processes agree on; threads stand for them."""
    names = {}
    others = [
        threading.Thread(target=lambda rank=rank: names.update({rank: agreed_round(store, rank, size)}))
        for rank in range(1, size)
    ]
    for other in others:
        other.start()
    names[0] = agreed_round(store, 0, size)
    for other in others:
        other.join()
    return set(names.values())


def test_processes_agree_on_a_name_that_none_before_them_had():
    store = dist.HashStore()
    first, second = agreed_by(store, 4), agreed_by(store, 4)
    assert len(first) == len(second) == 1
    assert first != second


def test_who_died_before_the_agreement_is_not_waited_for():
    store = dist.HashStore()
    store.set("cnn/here/1", "of the dead")
    assert len(agreed_by(store, 2)) == 1
