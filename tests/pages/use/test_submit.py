"""Submit makes the competition's file of a run and a test part."""

import re

from cnn.submission import read_submission
from dashboard.state import SOURCE, SUBMISSION, SourceChoice
from tests.pages.visitor import read

FILES = ["Download submission.csv (2 KB)", "Probabilities"]


def test_the_file_is_checked_offered_and_kept(visit, finished):
    visitor = visit("use/submit.py")
    assert visitor.works_on == "quick start predicts the 297 test images of Built-in digits"
    assert not visitor.downloads
    visitor.press("Predict")
    assert visitor.downloads == FILES
    _, submission = visitor.page.session_state[SUBMISSION]
    assert read_submission(submission.content, 297).tolist() == submission.predicted.tolist()
    lines = submission.content.decode().splitlines()
    assert lines[0] == "ImageId,Label"
    assert lines[1:] == [f"{row},{digit}" for row, digit in enumerate(submission.predicted, 1)]
    assert visitor.go("train/runs.py").go("use/submit.py").downloads == FILES
    assert visit("use/submit.py").downloads == FILES  # another session finds it on disk


def test_predictions_belong_to_their_run(visit, finished, another):
    another("20250101-000000", name="older")
    visitor = visit("use/submit.py").press("Predict").choose("Run", "20250101-000000")
    assert not visitor.downloads
    assert any("will be here" in info for info in visitor.infos)


def test_several_runs_predict_together(visit, finished, another):
    for run_id in ("20250101-000000", "20250102-000000"):
        another(run_id, name=run_id)
    visitor = visit("use/submit.py").choose_several("Average with", "20250101-000000", "20250102-000000")
    assert visitor.works_on == "3 runs together predict the 297 test images of Built-in digits"
    visitor.press("Predict")
    _, submission = visitor.page.session_state[SUBMISSION]
    assert len(read_submission(submission.content, 297)) == 297
    assert visitor.downloads
    assert visitor.go("train/runs.py").go("use/submit.py").works_on.startswith("3 runs together")
    assert visitor.downloads
    assert not visitor.choose_several("Average with", "20250101-000000").downloads


def test_only_runs_that_go_with_the_chosen_one_are_offered(visit, finished, another):
    another("20250101-000000", name="of the same kind")
    other = another("20250102-000000", name="of letters").folder / "run.json"
    other.write_text(other.read_text().replace('"9"', '"nine"'))
    (choices,) = visit("use/submit.py").page.multiselect
    (option,) = choices.options
    assert option.startswith("of the same kind")


def test_a_run_chosen_to_be_averaged_is_not_averaged_with_itself(visit, finished, another):
    another("20250101-000000", name="older")
    visitor = visit("use/submit.py").choose_several("Average with", "20250101-000000")
    visitor.choose("Run", "20250101-000000")
    assert visitor.works_on.startswith("older predicts the 297")


def test_without_another_run_there_is_nothing_to_average(visit, finished):
    assert not visit("use/submit.py").page.multiselect


def test_one_of_several_that_saw_the_test_digits_is_warned_about(visit, finished, another):
    record = another("20250101-000000").folder / "run.json"
    record.write_text(record.read_text().replace('"holds_competition_test": false', '"holds_competition_test": true'))
    visitor = visit("use/submit.py")
    assert not visitor.warnings
    (warning,) = visitor.choose_several("Average with", "20250101-000000").warnings
    assert "would not be honest" in warning


def test_a_labelled_test_part_tells_how_many_are_right(visit, finished):
    visitor = visit("use/submit.py").press("Predict")
    share = re.search(r"([\d.]+) % of 297 predictions are right", visitor.words)
    assert share
    assert float(share[1]) > 80


def test_a_run_that_saw_the_competitions_test_digits_is_warned_about(visit, finished):
    record = finished.folder / "run.json"
    text = record.read_text().replace('"holds_competition_test": false', '"holds_competition_test": true')
    record.write_text(text)
    visitor = visit("use/submit.py")
    (warning,) = visitor.warnings
    assert "would not be honest" in warning
    assert "Predict" in visitor.buttons


def test_the_test_part_of_other_data_is_said_to_be_that_and_ones_own_offered(visit, finished, tmp_path):
    visitor = visit("use/submit.py")
    assert "not the test images of" not in visitor.words
    header = ",".join(["label", *(f"pixel{k}" for k in range(784))])
    rows = [",".join([str(k % 10), *["7"] * 783, str(k)]) for k in range(20)]
    pixels = [line.partition(",")[2] for line in (header, *rows)]
    files = [
        (name, "\n".join([*lines, ""]).encode())
        for name, lines in (("train.csv", (header, *rows)), ("test.csv", pixels))
    ]
    visitor.hand_over(*files)
    assert "These are not the test images of Built-in digits, which quick start learned from." in read(visitor.words)
    visitor.press("Open Built\\-in digits")
    assert visitor.works_on == "quick start predicts the 297 test images of Built-in digits"


def test_a_test_part_by_itself_is_taken_as_it_is(visit, finished):
    table = "\n".join([",".join(f"pixel{k}" for k in range(784)), *[",".join(["7"] * 784)] * 5, ""])
    visitor = visit("use/submit.py").hand_over(("test.csv", table.encode()))
    assert "predicts the 5 test images" in visitor.works_on
    assert "not the test images of" not in visitor.words


def test_an_honest_run_is_not_warned_about(visit, finished):
    assert not visit("use/submit.py").warnings


def test_pictures_of_another_size_are_refused_in_a_sentence(visit, finished, tmp_path):
    table = tmp_path / "test.csv"
    header = ",".join(f"pixel{k}" for k in range(64))
    table.write_text("\n".join([header, *[",".join(["7"] * 64)] * 5]) + "\n")
    visitor = visit("use/submit.py", {SOURCE: SourceChoice("digits")})
    visitor.hand_over(("test.csv", table.read_bytes())).press("Predict")
    (error,) = visitor.errors
    assert "reads pictures of 28×28×1, these are 8×8×1" in error
    assert not visitor.downloads


def test_a_source_without_a_test_part_says_so_and_another_can_be_chosen(visit, finished):
    header = ",".join(["label", *(f"pixel{k}" for k in range(64))])
    rows = [",".join([str(k % 10)] + ["7"] * 64) for k in range(20)]
    visitor = visit("use/submit.py").hand_over(("train.csv", "\n".join([header, *rows]).encode()))
    (error,) = visitor.errors
    assert "has no test part to predict" in error
    assert visitor.choose("Data set", "Built-in digits").works_on.endswith("297 test images of Built-in digits")


def test_without_any_run_the_page_says_what_to_do(visit):
    assert visit("use/submit.py").errors == ["No network is trained yet: train one, and it can be chosen here."]


def test_spoilt_weights_are_one_sentence(visit, finished):
    finished.weights.write_bytes(b"no safetensors")
    visitor = visit("use/submit.py").press("Predict")
    assert len(visitor.errors) == 1
    assert not visitor.downloads


def test_a_run_of_several_networks_is_one_run_and_says_what_it_is_made_of(visit, ensemble):
    visitor = visit("use/submit.py")
    assert "3 networks, 8 views each" in visitor.words
    assert visitor.press("Predict").downloads


def test_all_networks_of_several_runs_are_counted(visit, finished, ensemble):
    assert "4 networks together" in visit("use/submit.py").choose_several("Average with", ensemble.id).words
