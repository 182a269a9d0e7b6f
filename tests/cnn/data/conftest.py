"""A data folder of its own for each test, so that nothing is read that another one kept."""

import pytest

from cnn.places import data_folder


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CNN_DATA", str(tmp_path / "data"))
    return data_folder()  # a path, not yet there


@pytest.fixture
def put(tmp_path):
    """Writes a file to be opened, and gives its path."""

    def write(name, content):
        path = tmp_path / "given" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return str(path)

    return write
