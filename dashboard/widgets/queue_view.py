"""The queue: who works on what, and what waits in which order, to be moved or cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from cnn.runs import queue
from cnn.runs.crew import Crew, Worker
from cnn.runs.order import MOST_AT_ONCE, Move
from cnn.runs.record import ACTIVE
from cnn.runs.run import Run
from cnn.runs.summary import Summary
from cnn.visitor import present
from dashboard import cache
from dashboard.refresh import PACES_S, Audience, changed_pace_s, patience_s, refresh_s
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.looked import looked
from dashboard.widgets.owner import by
from dashboard.words import count, duration, megabytes, percent
from dashboard.workers import ensure_worker

MOST_SHOWN = 10
MOVES: dict[Move, tuple[str, str]] = {
    "first": ("First", "vertical_align_top"),
    "up": ("Up", "arrow_upward"),
    "down": ("Down", "arrow_downward"),
}

_audience = Audience()


def show_queue(watched: str = "") -> None:
    """Show what is worked on and what waits, renewed while anything is; nothing where no run but ``watched`` is.

    The whole page runs again when a run comes, begins or ends, and when the pace changes.
    """
    before = _active()
    if not set(before) - {watched}:
        return
    pace_s = refresh_s(_patience_s(), _audience.crowd_s())

    @st.fragment(run_every=pace_s)
    def view() -> None:
        with faults_in_place():
            with looked(_audience, pace_s):
                ensure_worker(cache.store())
                is_as_before = _active() == before
                if is_as_before:
                    with st.container(border=True):
                        _show()
            if not is_as_before or changed_pace_s(pace_s, _patience_s(), _audience.crowd_s()) != pace_s:
                st.rerun()

    view()


def _active() -> dict[str, str]:
    """The runs that wait or are worked on, each with its status; a lost one that is about to be put back, too."""
    return {
        run.id: run.status
        for run in cache.listing().summaries
        if run.status in ACTIVE or (run.status == "lost" and run.state.from_queue)
    }


def _running() -> list[Summary]:
    return [run for run in cache.listing().summaries if run.status == "running"]


def _patience_s() -> float:
    """After how many seconds there is something new, by the run that changes most."""
    return min((patience_s(run.state) for run in _running()), default=PACES_S[0])


def _show() -> None:
    running = _running()
    waiting = queue.queued(cache.store())
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**Queue**: {len(running):,} at work, {len(waiting):,} waiting", width="content")
        _at_once()
    workers = {worker.run: worker for worker in Crew(cache.store().folder).alive()}
    for run in running:
        _at_work(run, workers.get(run.id))
    for place, waits in enumerate(waiting[:MOST_SHOWN]):
        _waiting(waits, place, waiting)
    if len(waiting) > MOST_SHOWN:
        st.caption(f"And {len(waiting) - MOST_SHOWN:,} more after these.")


def _at_once() -> None:
    """How many runs are worked on at once, for whoever has charge of the machine."""
    most = queue.at_once(cache.store())
    if not present().has_charge:
        st.caption(f"{count(most, 'run')} at once", width="content")
        return
    chosen = st.number_input(
        "Runs at once",
        1,
        MOST_AT_ONCE,
        most,
        key=f"at_once_{most}",  # what somebody else decided meanwhile is shown
        width=150,
        help="Each has a worker of its own, with a GPU of its own where there are several. On one processor several "
        "at once are each slower.",
    )
    if chosen != most:
        with faults_in_place():
            queue.set_at_once(cache.store(), int(chosen))
            st.rerun()


def _at_work(run: Summary, worker: Worker | None) -> None:
    """A run that is worked on: how far it is, and by whom, in small type."""
    state = run.state
    left = f", about {duration(state.left_s)} left" if state.left_s is not None else ""
    epochs = run.all_settings["epochs"]
    far = f", epoch {max(1, state.epoch)} of {epochs}{left}" if run.kind == "train" else left
    st.markdown(f":material/play_circle: **{plain(run.name)}** on {plain(run.data.title)}{by(run.owner)}{far}")
    told = [f"Process {state.pid} on {plain(state.host)}"]
    if state.since_s:
        told.append(f"since {_clock(state.since_s)}")
    if worker:
        told.append(f"{megabytes(worker.memory_bytes)} of memory")
    if worker and worker.gpu:
        busy = f", busy {percent(worker.gpu_busy, 0)} of the time" if worker.gpu_busy is not None else ""
        told.append(f"{plain(worker.gpu)} with {megabytes(worker.gpu_memory_bytes)} in use{busy}")
    if state.deaths:
        told.append("taken up again after its worker died")
    st.caption(", ".join(told))


def _waiting(run: Run, place: int, waiting: Sequence[Run]) -> None:
    """A run that waits, with what can be done about it; the first cannot come earlier, the last not later.

    The order is for whoever has charge of the machine; a run's owner may cancel it.
    """
    has_charge = present().has_charge
    with st.container(horizontal=True, vertical_alignment="center"):
        again = ", whose worker died" if run.state.deaths else ""
        what = f"**{plain(run.name)}** on {plain(run.record.data.title)}{by(run.record.owner)}"
        st.markdown(f"{place + 1}. {what}{again}", width="stretch")
        with st.container(horizontal=True, width="content"):  # together on the next line where a name is long
            for move, (word, icon) in MOVES.items():
                is_there = place == (len(waiting) - 1 if move == "down" else 0)
                key = f"{move}_{run.id}"
                if st.button(
                    word, icon=f":material/{icon}:", key=key, disabled=is_there or not has_charge, type="tertiary"
                ):
                    with faults_in_place():
                        queue.move(cache.store(), run, move)
                        st.rerun()
            is_off = not run.may_be_changed
            if st.button("Cancel", icon=":material/close:", key=f"cancel_{run.id}", disabled=is_off, type="tertiary"):
                with faults_in_place():
                    queue.stop(cache.store(), run)
                    st.rerun()


def _clock(time_s: float) -> str:
    """A moment as the clock on the wall says it, with its day where that is another than today."""
    then = datetime.fromtimestamp(time_s)
    return f"{then:%H:%M}" if then.date() == datetime.now().date() else f"{then:%Y-%m-%d %H:%M}"
