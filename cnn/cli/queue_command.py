"""The ``queue`` command: what waits and who works on what; moves or cancels a run that waits."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime

from cnn.cli.listing import store_of
from cnn.cli.output import Output
from cnn.errors import RunError
from cnn.runs.crew import Crew
from cnn.runs.index import index_of
from cnn.runs.queue import at_once, look_after, move, queued, set_at_once, stop
from cnn.runs.store import RunStore


def queue(arguments: Namespace) -> int:
    """``cnn queue [list|first|up|down|cancel]``."""
    output = Output(arguments.json)
    store = store_of(arguments)
    if arguments.at_once is not None:
        set_at_once(store, arguments.at_once)
    if arguments.action == "cancel":
        run = store.find(arguments.run)
        if run.status != "queued":
            raise RunError(f"Run {run.id} is {run.status}: only one that waits can be cancelled; `runs stop` ends it.")
        stop(store, run)
    elif arguments.action != "list":
        move(store, store.find(arguments.run), arguments.action)
    look_after(store)
    _show_work(store, output)
    for place, run in enumerate(queued(store), 1):
        output.give({"run": run.id, "status": "queued", "place": place, "name": run.name, "deaths": run.state.deaths})
        output.say(f"{place:>3}.  {run.id:<22} {run.name}, {run.record.data.title}")
    most = at_once(store)
    output.say(f"{most} {'run is' if most == 1 else 'runs are'} worked on at once; change it with --at-once")
    return 0


def _show_work(store: RunStore, output: Output) -> None:
    """The runs that somebody works on, and who."""
    workers = {worker.run: worker for worker in Crew(store.folder).alive()}
    for run in index_of(store).read().summaries:
        if run.status != "running":
            continue
        state, worker = run.state, workers.get(run.id)
        told = worker.model_dump(include={"memory_bytes", "gpu", "gpu_memory_bytes", "gpu_busy"}) if worker else {}
        about = {"host": state.host, "pid": state.pid, "since_s": state.since_s, "epoch": state.epoch}
        output.give({"run": run.id, "status": "running", "name": run.name, **about, **told})
        since = f", since {datetime.fromtimestamp(state.since_s):%Y-%m-%d %H:%M}" if state.since_s else ""
        memory = f", {worker.memory_bytes / 1e6:,.0f} MB of memory" if worker else ""
        gpu = f", {worker.gpu} with {worker.gpu_memory_bytes / 1e6:,.0f} MB" if worker and worker.gpu else ""
        output.say(f"now   {run.id:<22} {run.name}, on {state.host} (process {state.pid}{since}){memory}{gpu}")
