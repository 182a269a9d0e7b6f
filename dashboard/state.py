"""What a visitor has chosen in this browser tab: every string key of the session's state is in this file.

Nothing that matters lives here: runs and data are on disk, and a lost session loses only what was being looked at.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from cnn.data.imageset import ADDED
from cnn.model.architecture import Architecture
from cnn.presets import FIRST_OFFERED
from dashboard.address import say
from dashboard.drawn import KeptDrawing
from dashboard.shown import Shown
from dashboard.timeline import Timeline

SOURCE = "chosen_source"
UPLOADS = "uploaded_sources"
DESIGN = "chosen_design"
DESIGNS = "other_designs"
REFUSED = "refused_values"
SHOWN = "shown_by_controls"
RUN = "chosen_run"
RUNS = "chosen_runs"
SHOWN_RUN = "watched_run"
DRAWING = "drawing"
SUBMISSION = "submission"
TAKEN = "taken_settings"
MOST_NAMED = 40
"""So many runs have room in an address."""


@dataclass(frozen=True)
class SourceChoice:
    """The data set worked on: a catalogue word or path, and the number of classes asked for (None: as usual).

    corrected: whether corrections of its labels are taken up. drawings: whether one's own drawings are added.
    """

    source: str = "digits"
    classes: int | None = None
    corrected: bool = True
    drawings: bool = False

    @property
    def opened_as(self) -> str:
        """What opens it."""
        return f"{self.source}{ADDED}" if self.drawings else self.source

    @property
    def plain(self) -> SourceChoice:
        """The same data set as it is chosen from a list."""
        return SourceChoice(self.source, self.classes)


@dataclass(frozen=True)
class Design:
    """The network worked on: a preset's name, or an architecture of one's own (then with the preset's settings).

    layer: the path of the layer that is looked at. kept: the key of one's own network under which it was saved.
    """

    preset: str = FIRST_OFFERED
    own: Architecture | None = None
    layer: tuple[int, ...] = (0,)
    kept: str = ""


@dataclass(frozen=True)
class Refused:
    """Values that a layer was not given, because they break a rule; its controls keep them until they are mended."""

    layer: tuple[int, ...]
    values: dict[str, Any]
    reason: str


def source() -> SourceChoice:
    """The chosen data set; the built-in digits at first."""
    choice: SourceChoice = st.session_state.get(SOURCE, SourceChoice())
    return choice


def choose_source(choice: SourceChoice) -> None:
    """Work on this data set from now on."""
    st.session_state[SOURCE] = choice


def uploads() -> dict[str, SourceChoice]:
    """What was uploaded in this session: the title it is listed under → how to open it again."""
    known: dict[str, SourceChoice] = st.session_state.setdefault(UPLOADS, {})
    return known


def add_upload(title: str, choice: SourceChoice) -> None:
    """List an upload and work on it; another one of the same title gets a number behind it."""
    known = uploads()
    titles = itertools.chain([title], (f"{title} ({number})" for number in itertools.count(2)))
    known[next(name for name in titles if known.get(name, choice) == choice)] = choice
    choose_source(choice)


def design() -> Design:
    """The chosen network; at first the one offered first."""
    choice: Design = st.session_state.get(DESIGN, Design())
    return choice


def choose_design(choice: Design, by: str = "") -> None:
    """Work on this network from now on; what was worked on before can be had back. by: the control that chose it."""
    before = design()
    if replace(before, layer=choice.layer) != choice:
        st.session_state[DESIGNS] = other_designs().after(before)
    _work_on(choice, by)


def other_designs() -> Timeline[Design]:
    """The networks worked on before, and those undone."""
    others: Timeline[Design] = st.session_state.get(DESIGNS, Timeline())
    return others


def undo_design() -> None:
    """Go back to what was worked on before, if there is anything."""
    before, st.session_state[DESIGNS] = other_designs().back(design())
    _work_on(before)


def redo_design() -> None:
    """Take back the last undoing, if there was one."""
    after, st.session_state[DESIGNS] = other_designs().forth(design())
    _work_on(after)


def choose_layer(layer: tuple[int, ...], by: str = "") -> None:
    """Look at the layer at this path from now on. by: the control that did it."""
    if layer != design().layer:
        _work_on(replace(design(), layer=layer), by)


def _work_on(choice: Design, by: str = "") -> None:
    st.session_state[DESIGN] = choice
    st.session_state.pop(REFUSED, None)
    _used(by)


def control_key(name: str, value: Any) -> str:
    """The key of a control that shows ``value`` of the network: another one whenever others than itself changed that.

    A control that was merely given another value could be told the old one by a browser that has not heard of it yet,
    which would count as a visitor's choice: two quick undos would undo one another. For the same reason a control that
    reports what it was shown with, or nothing, has not been used. A list reports the words of an option, so these are
    part of its value. One whose value stays is left in its place, which saves the browser most of its work.
    """
    shown = _shown().get(name, Shown(value)).with_value(value)
    st.session_state[SHOWN] = {**_shown(), name: shown}
    return f"{name}_{shown.number}"


def _used(by: str) -> None:
    """Remember which control was used last."""
    st.session_state[SHOWN] = {name: shown.after_use(is_own=name == by) for name, shown in _shown().items()}


def _shown() -> dict[str, Shown]:
    """What the controls of the network showed last, by their names."""
    shown: dict[str, Shown] = st.session_state.get(SHOWN, {})
    return shown


def refused() -> Refused | None:
    """The last values that were refused, until something else is done."""
    return st.session_state.get(REFUSED)


def keep_refused(values: Refused, by: str = "") -> None:
    """Remember what was refused. by: the control that did it."""
    st.session_state[REFUSED] = values
    _used(by)


def run_id() -> str | None:
    """The run to inspect and use, by the address (``?run=``) first, then by the last choice."""
    asked = st.query_params.get("run")
    chosen: str | None = asked or st.session_state.get(RUN)
    return chosen


def choose_run(run: str) -> None:
    """Inspect and use this run from now on."""
    st.session_state[RUN] = run


def chosen_runs() -> tuple[str, ...]:
    """The runs that are looked at together, by the address (``?runs=one,other``) first, then by the last choice."""
    asked = st.query_params.get("runs")
    chosen: tuple[str, ...] = st.session_state.get(RUNS, ()) if asked is None else tuple(asked.split(","))
    return tuple(dict.fromkeys(filter(None, chosen)))


def choose_runs(runs: Iterable[str]) -> None:
    """Look at these runs together from now on; the address names them."""
    st.session_state[RUNS] = chosen = tuple(runs)
    name_runs(chosen)


def name_runs(runs: Sequence[str]) -> None:
    """Let the address name these runs, so that it can be shared; one of very many would be too long."""
    say("runs", ",".join(runs) if len(runs) <= MOST_NAMED else "")


def watched_run() -> str | None:
    """The run whose training is being watched."""
    watched: str | None = st.session_state.get(SHOWN_RUN)
    return watched


def watch_run(run: str) -> None:
    """Watch this run's training from now on."""
    st.session_state[SHOWN_RUN] = run


def setting_key(preset: str, name: str) -> str:
    """The key of a setting's control; the settings of each preset are kept apart."""
    return f"{preset}_{name}"


def chosen_settings(preset: str, names: Iterable[str]) -> dict[str, Any]:
    """What was put into the form of this preset, by the names of the settings; those never shown are left out."""
    keys = {name: setting_key(preset, name) for name in names}
    return {name: st.session_state[key] for name, key in keys.items() if key in st.session_state}


def take_learning_rate(rate: float) -> None:
    """Put this rate into the form of the chosen network, before that form is made: in answer to a button."""
    key = setting_key(design().preset, "learning_rate")
    st.session_state[TAKEN] = {**st.session_state.get(TAKEN, {}), key: rate}
    st.session_state[key] = rate


def learning_rate() -> float | None:
    """The learning rate in the form of the chosen network; None before that form was shown."""
    rate: float | None = st.session_state.get(setting_key(design().preset, "learning_rate"))
    return rate


def taken_setting(key: str) -> float | None:
    """What was put into the control of this key from elsewhere, which may be none of its usual positions."""
    taken: dict[str, float] = st.session_state.get(TAKEN, {})
    return taken.get(key)


def drawing(pad: str = "") -> KeptDrawing:
    """What is on a pad, the usual one unless named."""
    kept: KeptDrawing = st.session_state.get(f"{DRAWING}{pad}", KeptDrawing())
    return kept


def keep_drawing(kept: KeptDrawing, pad: str = "") -> None:
    """Remember what is on a pad."""
    st.session_state[f"{DRAWING}{pad}"] = kept


def clear_drawing(pad: str = "") -> None:
    """Begin with an empty pad."""
    keep_drawing(drawing(pad).cleared(), pad)


def reopen_drawing(pad: str = "") -> None:
    """Let the pad begin with the strokes that were left on it; called when the page opens."""
    keep_drawing(drawing(pad).reopened(), pad)


def submission(key: str) -> Any:
    """The predictions made under ``key``, or None."""
    kept_key, kept = st.session_state.get(SUBMISSION, ("", None))
    return kept if kept_key == key else None


def keep_submission(key: str, made: Any) -> None:
    """Keep the last predictions, so that a click on another page does not cost them."""
    st.session_state[SUBMISSION] = (key, made)
