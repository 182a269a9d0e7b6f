"""The competition's own files, where they are at hand."""

import io
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from cnn.data.source import keep_upload, open_source
from cnn.places import ROOT

COUNTS = [4132, 4684, 4177, 4351, 4072, 3795, 4137, 4401, 4063, 4188]
UNPACKED_BYTES = 76_775_041 + 51_118_296

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif("CNN_KAGGLE_ZIP" not in os.environ, reason="CNN_KAGGLE_ZIP does not name the competition's zip"),
]


@pytest.fixture
def zip_path():
    return Path(os.environ["CNN_KAGGLE_ZIP"])


def test_every_row_is_there(zip_path):
    dataset = open_source(str(zip_path))
    assert dataset.train.images.shape == (42_000, 1, 28, 28)
    assert dataset.test.images.shape == (28_000, 1, 28, 28)
    assert dataset.train.counts.tolist() == COUNTS
    assert dataset.test.labels is None
    assert dataset.notices == ()
    again = open_source(str(zip_path))
    assert again.train.fingerprint == dataset.train.fingerprint
    assert np.array_equal(again.train.images, dataset.train.images)


def test_an_upload_holds_the_same(zip_path):
    with zip_path.open("rb") as stream:
        uploaded = keep_upload([("digit-recognizer.zip", io.BytesIO(stream.read()))])
    assert uploaded.train.fingerprint == open_source(str(zip_path)).train.fingerprint


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
def test_the_peak_of_memory_is_at_most_four_times_the_unpacked_tables(zip_path):
    code = """if True:
        import re, sys
        from pathlib import Path
        from cnn.data.source import open_source
        open_source(sys.argv[1])
        print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
    """
    command = [sys.executable, "-c", code, str(zip_path)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(said.stdout) * 1024 <= 4 * UNPACKED_BYTES
