"""Only runs that tell the same classes apart in pictures of one size are averaged."""

import json

import pytest

from cnn.errors import RunError
from cnn.runs.creation import create_run
from cnn.runs.run import Run
from cnn.runs.together import check_together, go_together


@pytest.fixture
def make(store, digits, tiny, quick):
    """Makes a run whose data differ from the built-in digits in what is given."""

    def made(**data):
        run = create_run(store, digits, tiny, quick)
        path = run.folder / "run.json"
        record = json.loads(path.read_text())
        record["data"] |= data
        path.write_text(json.dumps(record))
        return Run(run.folder)

    return made


def test_runs_of_one_task_go_together_wherever_their_data_is_from(make):
    runs = [make(), make(source="mnist", fingerprint="0123456789abcdef"), make()]
    check_together(runs)
    assert go_together(runs[0].record.data, runs[1].record.data)


def test_one_run_goes_with_itself_alone(make):
    run = make()
    check_together([run])
    with pytest.raises(RunError, match=f"Run {run.id} is named twice"):
        check_together([run, make(), Run(run.folder)])


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"shape": [3, 32, 24]}, r"10 classes \(0, 1, 2, …\) in pictures of 24×32×3"),
        ({"class_names": ["a", "b"]}, r"2 classes \(a, b\) in pictures of 28×28×1"),
        ({"class_names": list("1234567890")}, r"10 classes \(1, 2, 3, …\) in pictures of 28×28×1"),
    ],
)
def test_another_task_is_refused_and_both_are_named(make, data, found):
    run, other = make(), make(**data)
    assert not go_together(run.record.data, other.record.data)
    with pytest.raises(RunError, match=f"Run {other.id} reads {found}, run {run.id} 10 classes .*: only runs"):
        check_together([run, other])
