"""The company that torchrun started this process in."""

from __future__ import annotations

import os

import torch
import torch.distributed as dist

from cnn.training.company import FAULT, Company


def join_company() -> Company:
    """Join the other processes; returns when all have come, after half an hour at most.

    What is sent between CPUs goes by Gloo, between GPUs by NCCL. What torchrun tells its processes by environment
    variables is described in ``torch.distributed.run``. Its store is that of the rendezvous, so what is noted there is
    found by the processes that it starts instead of lost ones.
    """
    dist.init_process_group("cpu:gloo,cuda:nccl" if torch.cuda.is_available() else "gloo")
    company = Company(
        rank=dist.get_rank(),
        size=dist.get_world_size(),
        local_rank=int(os.environ["LOCAL_RANK"]),
        notes=dist.TCPStore(os.environ["MASTER_ADDR"], int(os.environ["MASTER_PORT"]), is_master=False),
        is_replaced=int(os.environ.get("TORCHELASTIC_MAX_RESTARTS", "0")) > 0,
    )
    if company.is_first:
        company.note(FAULT, "")
    return company
