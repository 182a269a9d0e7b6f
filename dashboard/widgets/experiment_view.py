"""An experiment under way or done: how far it is, what came of it so far, and what that shows."""

from __future__ import annotations

import streamlit as st

from cnn.experiments import find_experiment
from cnn.experiments.findings import finding
from cnn.experiments.results import Results, results_of
from cnn.runs.record import State, Status
from cnn.runs.run import Run
from dashboard.charts.experiments import experiment_figure, in_words
from dashboard.history import History
from dashboard.widgets.run_news import beginning_or_fault
from dashboard.words import count, duration


def experiment_view(run: Run, state: State, status: Status, history: History) -> None:
    """Its news, its figure and its finding; raises ConfigError for one that only another release knows."""
    results = results_of(find_experiment(run.record.experiment), history.trials)
    _news(run, state, status, history, results)
    if found := finding(results):
        st.markdown(found)
    if results.trials:
        figure = experiment_figure(results)
        st.plotly_chart(figure, config={"displayModeBar": False}, key=f"experiment_{run.id}", alt=in_words(results))
        st.caption(_grounds(history, results))


def _grounds(history: History, results: Results) -> str:
    """On what the figures rest."""
    started = history.started
    drawn = (
        f"Trained on {count(started.training_rows, 'image')}, judged on {started.validation_rows:,} others. "
        if started
        else ""
    )
    counted = "" if results.experiment.by_epoch else " As in every training here, the best epoch counts."
    return f"{drawn}Each seed draws other images, other first weights and another order.{counted}"


def _news(run: Run, state: State, status: Status, history: History, results: Results) -> None:
    done, trials = len(results.trials), results.experiment.trials
    if status == "lost":
        st.error(
            f"The worker of this experiment died after {done} of {trials} trainings: start it again.",
            icon=":material/link_off:",
        )
    elif status == "stopped":
        said = state.reason or f"Stopped when asked, after {done} of {trials} trainings."
        st.info(said, icon=":material/stop_circle:")
    else:
        beginning_or_fault(run, state, status, history)
    if status == "running" and history.started:
        left = f", about {duration(state.left_s)} left" if state.left_s is not None else ""
        st.progress(done / trials, text=f"Training {min(done + 1, trials)} of {trials}{left}")
