"""The company that torchrun started this process in."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import torch
import torch.distributed as dist

from cnn.training.company import FAULT, Company

PATIENCE = timedelta(minutes=30)
"""How long to wait for the other processes, at the start and whenever they have something to say to each other."""

HERE, ROUND, AGREED = "cnn/here", "cnn/round", "cnn/agreed"
ASK_AGAIN = timedelta(seconds=1)


def join_company() -> Company:
    """Join the other processes, when all have come.

    What is sent between CPUs goes by Gloo, between GPUs by NCCL. What torchrun tells its processes by environment
    variables is described in ``torch.distributed.run``. The store is that of its rendezvous, so what is noted there is
    found by the processes that it starts instead of lost ones.
    """
    rank, size = int(os.environ["RANK"]), int(os.environ["WORLD_SIZE"])
    hosts = rank == 0 and os.environ.get("TORCHELASTIC_USE_AGENT_STORE") != "True"  # else torchrun does
    host, port = os.environ["MASTER_ADDR"], int(os.environ["MASTER_PORT"])
    store = dist.TCPStore(host, port, is_master=hosts, timeout=PATIENCE)
    backend = "cpu:gloo,cuda:nccl" if torch.cuda.is_available() else "gloo"
    own = dist.PrefixStore(agreed_round(store, rank, size), store)
    dist.init_process_group(backend, store=own, rank=rank, world_size=size, timeout=PATIENCE)
    restarts = int(os.environ.get("TORCHELASTIC_MAX_RESTARTS", "0"))
    company = Company(rank, size, int(os.environ["LOCAL_RANK"]), notes=store, is_replaced=restarts > 0)
    if company.is_first:
        company.note(FAULT, "")
    return company


def agreed_round(store: dist.Store, rank: int, size: int) -> str:
    """A name that these processes share and none before them had.

    In the store of a rendezvous lie the addresses of processes that are dead, under the names that the living look for:
    after a restart some connected to those (pytorch/pytorch#135712). So each process shows a name of its own under its
    number, and the first answers all of them with its own. A name that does not say it has heard is of the dead.
    """
    own = uuid4().hex
    if rank:
        store.set(f"{HERE}/{rank}", own)
        answer = store.get(f"{ROUND}/{own}").decode()
        store.delete_key(f"{HERE}/{rank}")
        store.set(f"{AGREED}/{own}", answer)
        return answer
    waiting = list(range(1, size))
    while waiting:
        name = store.get(f"{HERE}/{waiting[0]}").decode()
        store.set(f"{ROUND}/{name}", own)
        with suppress(dist.DistStoreError):  # after a second: somebody else may have come by that number
            store.wait([f"{AGREED}/{name}"], ASK_AGAIN)
            waiting.pop(0)
    return own
