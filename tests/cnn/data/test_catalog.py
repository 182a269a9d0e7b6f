"""The downloadable data sets, from addresses that lead to small files on this disk, and with no network at all."""

import hashlib
import io
import tarfile
import urllib.error

import numpy as np
import pytest

from cnn.data import catalog, cifar, fetch
from cnn.data.fetch import Remote
from cnn.data.source import CATALOGUE, open_source
from cnn.errors import DataError
from tests.cnn.data.making import IMAGES, LABELS, gzipped, idx, zipped

PICTURES = IMAGES.reshape(-1, 28, 28)
WORDS = [entry.word for entry in CATALOGUE if entry.needs_network]


def _wide_labels(labels):
    """QMNIST's labels: eight big-endian numbers an image, the class first."""
    rows = np.zeros((len(labels), 8), ">i4")
    rows[:, 0] = labels
    return b"\0\0\x0c\2" + len(labels).to_bytes(4, "big") + (8).to_bytes(4, "big") + rows.tobytes()


def _cifar(batches=6, rows=10):
    record = np.zeros((rows, 3073), np.uint8)
    record[:, 0] = np.arange(rows) % 10
    record[:, 1:] = np.random.default_rng(5).integers(0, 256, (rows, 3072))
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name in [*cifar.TRAIN_FILES, cifar.TEST_FILE, "readme.html"][-batches - 1 :]:
            member = tarfile.TarInfo(f"cifar-10-batches-bin/{name}")
            member.size = record.nbytes
            tar.addfile(member, io.BytesIO(record.tobytes()))
    return record, buffer.getvalue()


def _contents(word):
    if word == "cifar10":
        return {"cifar-10-binary.tar.gz": _cifar()[1]}
    if word == "emnist-digits":
        lying = PICTURES.transpose(0, 2, 1)
        pair = {"images-idx3-ubyte.gz": gzipped(idx(lying)), "labels-idx1-ubyte.gz": gzipped(idx(LABELS))}
        members = {
            f"gzip/emnist-{split}-{part}-{name}": content
            for split in ("digits", "letters")
            for part in ("train", "test")
            for name, content in pair.items()
        }
        return {"gzip.zip": zipped(members)}
    digests = [remote.name for remote in catalog.FAMILIES[word].remotes]
    labels = _wide_labels(LABELS) if word == "qmnist" else idx(LABELS)
    return {name: gzipped(idx(PICTURES) if "images" in name else labels) for name in digests}


@pytest.fixture
def served(tmp_path, monkeypatch):
    """Puts small files in place of a word's remotes; gives the folder from which they are served."""

    def serve(word):
        folder = tmp_path / "served"
        folder.mkdir(exist_ok=True)
        remotes = []
        for name, content in _contents(word).items():
            (folder / name).write_bytes(content)
            absent = (folder / "absent" / name).as_uri()
            remotes.append(Remote(name, [absent, (folder / name).as_uri()], hashlib.md5(content).hexdigest()))
        family = catalog.replace(catalog.FAMILIES[word], remotes=tuple(remotes))
        monkeypatch.setitem(catalog.FAMILIES, word, family)
        return folder

    return serve


@pytest.mark.parametrize("word", [word for word in WORDS if word != "cifar10"])
def test_both_parts_come_upright_labelled_and_named(served, word):
    served(word)
    dataset = open_source(word)
    for part in (dataset.train, dataset.test):
        assert np.array_equal(part.images[:, 0], PICTURES)
        assert np.array_equal(part.labels, LABELS)
        assert part.class_names == catalog.FAMILIES[word].class_names
    assert dataset.holds_competition_test == (word in {"mnist", "emnist-digits", "qmnist"})
    assert dataset.source == word


def test_cifar_is_read_from_its_binary_version(served):
    served("cifar10")
    record, _ = _cifar()
    dataset = open_source("cifar10")
    assert dataset.train.images.shape == (50, 3, 32, 32)
    assert np.array_equal(dataset.test.images.reshape(10, -1), record[:, 1:])
    assert np.array_equal(dataset.test.labels, np.arange(10))
    assert dataset.train.class_names[:2] == ("airplane", "automobile")


def test_what_was_opened_once_needs_neither_network_nor_download(served, own_data_folder, no_network):
    folder = served("mnist")
    no_network.allow()
    open_source("mnist")
    no_network.forbid()
    for path in [*folder.glob("*.gz"), *(own_data_folder / "torchvision" / "mnist").glob("*.gz")]:
        path.unlink()
    assert open_source("mnist").holds_competition_test


class _Network:
    def __init__(self, monkeypatch):
        self.monkeypatch, self.original = monkeypatch, fetch.urlopen
        self.asked = []

    def forbid(self):
        def fail(url, timeout):
            self.asked.append(url)
            raise urllib.error.URLError(OSError(-2, "Name or service not known"))

        self.monkeypatch.setattr(fetch, "urlopen", fail)

    def allow(self):
        self.monkeypatch.setattr(fetch, "urlopen", self.original)


@pytest.fixture
def no_network(monkeypatch):
    network = _Network(monkeypatch)
    network.forbid()
    return network


@pytest.mark.parametrize("word", WORDS)
def test_without_a_network_one_sentence_says_what_to_do_instead(word, no_network, own_data_folder, capfd):
    with pytest.raises(DataError) as refusal:
        open_source(word)
    said = str(refusal.value)
    title = next(entry.title for entry in CATALOGUE if entry.word == word)
    assert said.startswith(f"{title} could not be downloaded (Name or service not known)")
    assert "digits" in said
    assert "kaggle" in said
    assert said.count("\n") == 0
    assert capfd.readouterr() == ("", "")
    assert no_network.asked  # the addresses were tried
    assert [path.name for path in own_data_folder.rglob("*") if path.is_file() and path.name != ".lock"] == []


def test_a_broken_download_leaves_nothing_that_the_next_try_trips_over(served, own_data_folder):
    folder = served("mnist")
    whole = (folder / "train-labels-idx1-ubyte.gz").read_bytes()
    (folder / "train-labels-idx1-ubyte.gz").write_bytes(whole[:-20])
    with pytest.raises(DataError, match="damaged or another file"):
        open_source("mnist")
    kept = {path.name for path in (own_data_folder / "torchvision" / "mnist").iterdir()} - {".lock"}
    assert kept == {"train-images-idx3-ubyte.gz"}
    (folder / "train-labels-idx1-ubyte.gz").write_bytes(whole)
    assert len(open_source("mnist").train) == 100


def test_a_damaged_file_of_an_earlier_download_is_fetched_again(served, own_data_folder):
    served("mnist")
    damaged = own_data_folder / "torchvision" / "mnist" / "train-labels-idx1-ubyte.gz"
    damaged.parent.mkdir(parents=True)
    damaged.write_bytes(b"half")
    assert len(open_source("mnist").train) == 100


def test_progress_grows_and_says_what_is_downloaded(served, capfd):
    served("mnist")
    told = []
    open_source("mnist", progress=lambda fraction, doing: told.append((fraction, doing)))
    assert [fraction for fraction, _ in told] == sorted(fraction for fraction, _ in told)
    assert told[0][1] == "Downloading MNIST"
    assert capfd.readouterr() == ("", "")


def _tar_without_a_batch():
    return _cifar(batches=5)[1]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (_tar_without_a_batch(), "no data_batch_1.bin"),
        (_cifar()[1][:-5000], "damaged"),
        (gzipped(b"hello" * 1000), "damaged"),
        (b"hello", "damaged"),
        (b"", "damaged"),
    ],
    ids=["a batch missing", "cut off", "no tar", "no gz", "empty"],
)
def test_a_damaged_cifar_is_refused_in_a_sentence(tmp_path, content, found):
    path = tmp_path / "cifar-10-binary.tar.gz"
    path.write_bytes(content)
    with pytest.raises(DataError, match=found):
        cifar.read_cifar10(path)


def test_addresses_and_digests_are_those_of_torchvision():
    from torchvision import datasets

    kinds = {"mnist": datasets.MNIST, "fashion-mnist": datasets.FashionMNIST, "kmnist": datasets.KMNIST}
    for word, kind in kinds.items():
        expected = [(name, md5, [mirror + name for mirror in kind.mirrors]) for name, md5 in kind.resources]
        ours = [(remote.name, remote.md5, list(remote.urls)) for remote in catalog.FAMILIES[word].remotes]
        assert ours == expected
        assert word == "mnist" or list(catalog.FAMILIES[word].class_names) == kind.classes
    expected = [*datasets.QMNIST.resources["train"], *datasets.QMNIST.resources["test"]]
    assert [(remote.urls[0], remote.md5) for remote in catalog.FAMILIES["qmnist"].remotes] == expected
    (emnist,) = catalog.FAMILIES["emnist-digits"].remotes
    assert (emnist.urls[0], emnist.md5) == (datasets.EMNIST.url, datasets.EMNIST.md5)
    assert catalog.FAMILIES["cifar10"].remotes[0].urls[0].startswith(datasets.CIFAR10.url.rpartition("/")[0])
