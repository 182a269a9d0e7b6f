"""Many machines share a PostgreSQL: a real one, with two runs folders in the place of two machines."""

from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

import pytest

from cnn.errors import SweepError
from cnn.runs.store import RunStore
from cnn.sweep.sweeps import Sweeps
from cnn.sweep.tending import Tender
from tests.cnn.sweep.pretending import work
from tests.postgresql import NONE, PASSWORD, find_programs, serving


@pytest.fixture(scope="module")
def url():
    """A base of a server that is running."""
    programs = find_programs()
    if programs is None:
        pytest.skip(NONE)
    if find_spec("psycopg") is None:
        pytest.skip("psycopg is missing: install requirements-optional.txt")
    with serving(programs) as base:
        yield base


@pytest.mark.usefixtures("tender")
def test_two_machines_share_a_search(url, tmp_path, plan):
    machines = [(Sweeps(tmp_path / name, url), RunStore(tmp_path / name)) for name in ("one", "two")]
    machines[0][0].create(plan(name="shared", trials=12))

    def at_work(machine):
        sweeps, store = machine
        tending = Tender(sweeps.find("shared"), store)
        while not tending.look().is_last:
            work(store)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(at_work, machines))
    trials = machines[1][0].find("shared").trials
    assert [trial.fate for trial in trials] == ["finished"] * 12
    runs = [run.name for _, store in machines for run in store.made_here()]
    assert sorted(runs) == sorted(f"shared, trial {number}" for number in range(1, 13))


def test_a_wrong_password_is_said_without_the_right_one(url, tmp_path):
    wrong = url.replace(PASSWORD, "wr0ng-word")
    with pytest.raises(SweepError, match="password authentication failed") as caught:
        Sweeps(tmp_path, wrong).names()
    assert "wr0ng-word" not in str(caught.value)
