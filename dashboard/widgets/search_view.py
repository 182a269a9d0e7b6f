"""A search as it goes: how far it is, the best so far, every trial, and what its settings have to do with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from cnn.sweep.sweep import Sweep, SweepStatus
from cnn.sweep.trial import SweepTrial
from cnn.sweep.words import budget_in_words, flattery, value_in_words
from cnn.visitor import present
from dashboard.charts.importances import importance_chart, importances_in_words
from dashboard.charts.parallel import parallel_chart, parallel_in_words
from dashboard.charts.trials import trial_chart, trials_in_words
from dashboard.refresh import Audience, changed_pace_s, refresh_s
from dashboard.sweeps import go_on, searches, stop
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.looked import looked
from dashboard.widgets.owner import by
from dashboard.widgets.search_form import SHOWN
from dashboard.widgets.trial_table import trial_table
from dashboard.words import count, duration

PATIENCE_S: dict[SweepStatus, float] = {"running": 2.0, "stopped": 10.0, "lost": 10.0, "finished": 10.0}
"""After how many seconds there may be something new: also where it rests, as somebody in a terminal may go on."""
CHART_PX = 350
BADGES: dict[SweepStatus, tuple[str, str]] = {
    "running": ("play_circle", "blue"),
    "finished": ("check_circle", "green"),
    "stopped": ("stop_circle", "orange"),
    "lost": ("link_off", "red"),
}

_audience = Audience()


def show_searches() -> None:
    """The chosen search, the newest at first; says what will be here before there is one."""
    names = searches().names()
    if not names:
        st.info(
            "Trials will be here as they come: each trains the network with other settings, proposed by what did well "
            "before (Optuna). Choose what to vary and press *Search*."
        )
        return
    if len(names) > 1:
        if st.session_state.get(SHOWN) not in names:
            st.session_state[SHOWN] = names[0]
        name = st.selectbox("Shown search", names, key=SHOWN)
    else:
        (name,) = names
    watch_search(searches().find(name))


def watch_search(sweep: Sweep) -> None:
    """Show a search; until it is over the view renews itself, and the whole page once that or the pace changes."""
    before = sweep.status
    is_over, patience_s = before == "finished", PATIENCE_S[before]
    pace_s = refresh_s(patience_s, _audience.crowd_s())

    @st.fragment(run_every=None if is_over else pace_s)
    def view() -> None:
        with faults_in_place():
            with looked(_audience, None if is_over else pace_s):
                status, trials = sweep.status, sweep.trials
                _show(sweep, status, trials)
            next_s = changed_pace_s(pace_s, patience_s, _audience.crowd_s())
            if status != before or (not is_over and next_s != pace_s):
                st.rerun()

    view()


def _show(sweep: Sweep, status: SweepStatus, trials: Sequence[SweepTrial]) -> None:
    _heading(sweep, status)
    if status == "lost":
        st.warning(
            "Nobody looks after this search just now, so no trial begins. What was begun is kept: go on with it.",
            icon=":material/link_off:",
        )
    elif why := sweep.why_stopped:
        st.warning(plain(why), icon=":material/stop_circle:")
    _figures(sweep, trials)
    if not trials:
        st.caption("The first trials are about to begin.")
        return
    if words := flattery(trials):
        st.caption(words)
    if any(trial.value is not None for trial in trials):
        _charts(sweep, trials)
    _open_ones(sweep, status, trials)
    trial_table(sweep, trials)


def _heading(sweep: Sweep, status: SweepStatus) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        icon, colour = BADGES[status]
        st.badge(status, icon=f":material/{icon}:", color=colour)  # type: ignore[arg-type]
        whose = by(sweep.plan.beginner.owner)
        st.markdown(f"**{plain(sweep.name)}** on {plain(sweep.plan.data.title)}{whose}", width="content")
        if not present().has_charge:
            return
        if status == "running" and st.button("Stop", icon=":material/stop:", key="stop_search"):
            stop(sweep)
            st.rerun()
        if status in ("stopped", "lost") and st.button("Go on", icon=":material/play_arrow:", key="go_on_search"):
            go_on(sweep)
            st.rerun()


def _figures(sweep: Sweep, trials: Sequence[SweepTrial]) -> None:
    plan, best = sweep.plan, sweep.best
    fates = Counter(trial.fate for trial in trials)
    ended = len(trials) - fates["open"]
    cards = st.container(horizontal=True)
    label = "Best accuracy" if plan.goal == "accuracy" else "Lowest loss"
    reached = value_in_words(best.value if best else None, plan.goal).removeprefix("loss ")
    cards.metric(label, reached, border=True, help="On the validation part, by which it was chosen.")
    of = f" of {plan.trials:,}" if plan.trials else ""
    cards.metric("Trials", f"{ended:,}{of}", border=True, help=f"That have ended. Budget: {budget_in_words(plan)}.")
    cards.metric("Pruned", f"{fates['pruned']:,}", border=True, help="Stopped early, since they were behind.")
    failed = f", {fates['failed']:,} failed" if fates["failed"] else ""
    cards.metric("Time", duration(sweep.worked_s), border=True, help=f"Of work on it{failed}.")


def _charts(sweep: Sweep, trials: Sequence[SweepTrial]) -> None:
    plan = sweep.plan
    row = st.container(horizontal=True)
    plainly = {"displayModeBar": False}
    with row.container(width=CHART_PX):
        words = trials_in_words(trials, plan.goal)
        st.plotly_chart(trial_chart(trials, plan.goal), config=plainly, key="trials", alt=words)
    with row.container(width=CHART_PX):
        importances = sweep.importances()
        if importances:
            words = importances_in_words(importances)
            st.plotly_chart(importance_chart(importances), config=plainly, key="importances", alt=words)
        else:
            st.caption("Which setting matters how much is said once four trials have gone to their end.")
    if len(plan.space) > 1:
        words = parallel_in_words(trials, plan)
        st.plotly_chart(parallel_chart(trials, plan), config=plainly, key="parallel", alt=words)
        st.caption(words)


def _open_ones(sweep: Sweep, status: SweepStatus, trials: Sequence[SweepTrial]) -> None:
    """What becomes of the trials that have not ended."""
    number = sum(trial.fate == "open" for trial in trials)
    if not number:
        return
    if status == "running":
        st.caption(f"{count(number, 'trial')} in training or waiting: see *Runs*, tag {plain(sweep.name)}.")
    else:
        st.caption(f"{count(number, 'trial')} begun and not ended; they come first when the search goes on.")
