"""The table says what was measured, and the JSON says the same."""

import json
from pathlib import Path

import pytest

from benchmarks.machine import in_a_line, machine
from benchmarks.speed import epochs, gpu, limit, memory, watching
from benchmarks.speed.options import Options
from benchmarks.speed.prediction import Prediction
from benchmarks.speed.report import Goal, Row, as_json, heading, markdown, table
from benchmarks.speed.spread import Spread

OPTIONS = Options(rounds=3, epochs=2, data="digits", keras=Path("python"))
FACTS = machine()


def training(seconds, accuracy):
    return {"epoch_s": seconds, "accuracy": accuracy, "warm_up_s": 1.0, "versions": {"torch": "9.9"}}


def made_up():
    """What parts come to, of answers made up: every second round the machine is twice as slow."""
    results = {
        "keras": [training([10.0, 14.0], 0.98), training([24.0], 0.98), training([12.0], 0.97)],
        "plain": [training([9.0], 0.98), training([18.0], 0.98), training([9.0], 0.97)],
        "ours": [training([4.0], 0.99), training([8.0], 0.99), training([4.0], 0.98)],
        "ours_auto": [training([2.0], 0.99), training([4.0], 0.99), training([2.0], 0.98)],
    }
    rates = [{"a": 200.0, "b": 100.0}, {"a": 90.0, "b": 100.0}, {"a": 160.0, "b": 150.0}]
    watched = {"bare": [[9.0, 4.0], [9.0, 8.0], [9.0, 4.0]], "run": [[9.0, 4.0], [9.0, 10.0], [9.0, 5.0]]}
    weighed = {
        "notebook": [{"before_bytes": 1e8, "peak_bytes": 9e8, "images_bytes": 4e7}] * 3,
        "all rows": [{"before_bytes": 1e8, "peak_bytes": 5e8, "images_bytes": 4e7}] * 3,
        "a quarter": [{"before_bytes": 1e8, "peak_bytes": 4.4e8, "images_bytes": 1e7}] * 3,
    }
    return {
        "epochs": epochs.summary(results, 37_800),
        "limit": limit.summary(400 * 10**9, rates, [4.0, 8.0, 4.0]),
        "watching": watching.summary(watched, "There is no Chromium."),
        "prediction": Prediction("balanced", 28_000, Spread(3.0, 3.5, 4.5), Spread(2.0, 2.1, 2.2)),
        "memory": memory.summary(weighed),
        "gpu": gpu.Gpu(),
    }


def test_ratios_outlive_a_round_in_which_the_machine_is_slow():
    part = made_up()["epochs"]
    assert part.seconds["keras"] == Spread(12.0, 12.0, 24.0)
    assert part.times_as_fast == {
        "ours": {"keras": Spread(3.0, 3.0, 3.0), "plain": Spread(2.25, 2.25, 2.25)},
        "ours_auto": {"keras": Spread(6.0, 6.0, 6.0), "plain": Spread(4.5, 4.5, 4.5)},
    }
    without_keras = epochs.summary({"ours": [training([4.0], 0.9)]}, 10, ("Keras was not measured.",))
    assert without_keras.times_as_fast == {"ours": {}}
    assert "Keras was not measured." in table([without_keras.section])


def test_the_limit_is_that_of_the_highest_rate_found():
    part = made_up()["limit"]
    assert part.limit_s == 2.0
    assert part.times_the_limit == Spread(2.0, 2.0, 4.0)
    assert part.times_the_limit_of_its_round == Spread(1.6, 2.0, 2.0)
    assert part.gflops == {"a": 200.0, "b": 150.0}


def test_watching_leaves_the_warm_up_out():
    part = made_up()["watching"]
    assert part.seconds["bare"] == Spread(4.0, 4.0, 8.0)
    assert part.share_of_bare_speed == {"run": Spread(0.8, 0.8, 1.0)}
    assert "No page was watched. There is no Chromium." in table([part.section])


def test_memory_is_what_more_rows_cost():
    part = made_up()["memory"]
    assert part.images_mb == 40
    assert part.times_held == Spread(2.0, 2.0, 2.0)


def test_a_card_is_told_apart_from_its_warm_up_and_the_quickest_preset_counts():
    epochs = {"float32": [{"epoch_s": [2.0, 0.25, 0.25], "warm_up_s": 5.0}] * 2}
    trainings = {
        "sprint": [{"training_s": 0.5, "warm_up_s": 3.0, "accuracy": accuracy} for accuracy in (0.989, 0.993)],
        "balanced": [{"training_s": 4.0, "warm_up_s": 3.0, "accuracy": 0.994}] * 2,
    }
    part = gpu.summary("A card", epochs, trainings)
    assert part.epoch_s["float32"] == Spread(0.25, 0.25, 0.25)
    assert part.warm_up_s["float32"] == Spread(6.75, 6.75, 6.75)
    assert part.quickest(0.99) == "sprint"
    assert part.quickest(0.995) is None
    text = table([part.section])
    assert "no preset reached a mean of 99.5%" in text
    assert "training until a mean of 99.0% (sprint), seconds" in text


def test_without_a_card_a_line_says_so():
    assert table([gpu.Gpu().section]).splitlines()[-1].strip() == "no GPU here: not measured"


@pytest.mark.parametrize(
    ("goal", "median", "verdict"),
    [(Goal("≥", 3), 3.0, "≥ 3 met"), (Goal("≥", 3), 2.99, "≥ 3 not met"), (Goal("≤", 1.7), 1.8, "≤ 1.7 not met")],
)
def test_a_goal_is_judged_by_the_median(goal, median, verdict):
    assert Row("what", Spread(0, median, 9), goal).cells[-1] == verdict


def test_the_table_has_every_line_in_columns():
    sections = [part.section for part in made_up().values()]
    lines = table(sections).splitlines()
    for section in sections:
        assert section.title in lines
        for row in section.rows:
            line = next(line for line in lines if line.startswith(row.what) and row.cells[2] in line)
            assert line[: lines[0].index("  goal")].endswith(f" {row.cells[3]}")


def test_markdown_holds_every_line_and_note():
    sections = [part.section for part in made_up().values()]
    text = markdown(sections)
    for section in sections:
        assert f"### {section.title}\n" in text
        assert all(f"| {' | '.join(row.cells)} |\n" in text for row in section.rows)
        assert all(note in text for note in section.notes)


def test_json_holds_machine_settings_figures_and_table():
    written = json.loads(json.dumps(as_json(FACTS, OPTIONS, made_up())))
    assert written["machine"] == FACTS
    assert written["settings"] == {"rounds": 3, "epochs": 2, "data": "digits"}
    assert written["parts"]["epochs"]["times_as_fast"]["ours"]["keras"]["median"] == 3
    assert written["parts"]["limit"]["limit_s"] == 2
    assert set(written["parts"]) == set(written["table"]) == set(made_up())
    assert "digits" in heading(FACTS, OPTIONS)


@pytest.mark.parametrize(("load", "warned"), [(0.1, False), (3.0, True)])
def test_a_busy_machine_is_told(load, warned):
    assert ("Other programs were at work" in heading({**FACTS, "load_average": load}, OPTIONS)) == warned


def test_the_machine_is_named_with_its_versions():
    assert {"processor", "cores", "load_average", "gpu", "torch", "python"} <= set(FACTS)
    assert FACTS["processor"] in in_a_line(FACTS)
