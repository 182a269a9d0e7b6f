"""The data sets of torchvision's family, downloaded when they are first opened.

The addresses and digests are torchvision's own (a test compares them); its loaders are not used: they unpack and print
as they go, and the one for CIFAR-10 unpickles what came from the network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from filelock import FileLock

from cnn.data.archives.entry import Entry, entry_of
from cnn.data.archives.unpack import unpacked
from cnn.data.cifar import read_cifar10
from cnn.data.contents import Contents, Progress, ignore_progress
from cnn.data.fetch import Remote, fetch
from cnn.data.idx import is_idx, read_idx_files
from cnn.data.imageset import DIGITS, ImageSet
from cnn.errors import DataError
from cnn.places import data_folder

DOWNLOADING_SHARE = 0.8


@dataclass(frozen=True)
class Family:
    """A data set on the network.

    remotes: its files. class_names: what its ten classes are called. only: the start of the names that belong to it in
    an archive of several sets. is_transposed: True where images lie on their side, mirrored.
    """

    remotes: tuple[Remote, ...]
    class_names: tuple[str, ...] = DIGITS
    only: str = ""
    is_transposed: bool = False


def _remotes(places: Sequence[str], digests: dict[str, str]) -> tuple[Remote, ...]:
    return tuple(Remote(name, [place + name for place in places], md5) for name, md5 in digests.items())


FAMILIES = {
    "mnist": Family(
        _remotes(
            ["https://ossci-datasets.s3.amazonaws.com/mnist/", "http://yann.lecun.com/exdb/mnist/"],
            {
                "train-images-idx3-ubyte.gz": "f68b3c2dcbeaaa9fbdd348bbdeb94873",
                "train-labels-idx1-ubyte.gz": "d53e105ee54ea40749a09fcbcd1e9432",
                "t10k-images-idx3-ubyte.gz": "9fb629c4189551a2d022fa330f9573f3",
                "t10k-labels-idx1-ubyte.gz": "ec29112dd5afa0611ce80d1b7f02629c",
            },
        )
    ),
    "fashion-mnist": Family(
        _remotes(
            ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"],
            {
                "train-images-idx3-ubyte.gz": "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
                "train-labels-idx1-ubyte.gz": "25c81989df183df01b3e8a0aad5dffbe",
                "t10k-images-idx3-ubyte.gz": "bef4ecab320f06d8554ea6380940ec79",
                "t10k-labels-idx1-ubyte.gz": "bb300cfdad3c16e7a12a480ee83cd310",
            },
        ),
        ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
    ),
    "kmnist": Family(
        _remotes(
            ["http://codh.rois.ac.jp/kmnist/dataset/kmnist/"],
            {
                "train-images-idx3-ubyte.gz": "bdb82020997e1d708af4cf47b453dcf7",
                "train-labels-idx1-ubyte.gz": "e144d726b3acfaa3e44228e80efcd344",
                "t10k-images-idx3-ubyte.gz": "5c965bf0a639b31b8f53240b1b52f4d7",
                "t10k-labels-idx1-ubyte.gz": "7320c461ea6c1c855c0b718fb2a4b134",
            },
        ),
        ("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
    ),
    "emnist-digits": Family(
        _remotes(["https://biometrics.nist.gov/cs_links/EMNIST/"], {"gzip.zip": "58c8d27c78d21e728a6bc7b3cc06412e"}),
        only="emnist-digits-",
        is_transposed=True,
    ),
    "qmnist": Family(
        _remotes(
            ["https://raw.githubusercontent.com/facebookresearch/qmnist/master/"],
            {
                "qmnist-train-images-idx3-ubyte.gz": "ed72d4157d28c017586c42bc6afe6370",
                "qmnist-train-labels-idx2-int.gz": "0058f8dd561b90ffdd0f734c6a30e5e4",
                "qmnist-test-images-idx3-ubyte.gz": "1394631089c404de565df7b7aeaf9412",
                "qmnist-test-labels-idx2-int.gz": "5b5b05890a5e13444e108efe57b788aa",
            },
        )
    ),
    "cifar10": Family(
        _remotes(["https://www.cs.toronto.edu/~kriz/"], {"cifar-10-binary.tar.gz": "c32a1d4ab5d03f1284b67883e8d87530"})
    ),
}


def read_family(word: str, title: str, progress: Progress) -> Contents:
    """The data set that ``word`` names, downloaded into the data folder where it isn't there yet; both parts labelled.

    Raises DataError saying what to do instead where there is no network.
    """
    family = FAMILIES[word]
    paths = _fetch_all(word, title, family, progress)
    progress(DOWNLOADING_SHARE, f"Reading {title}")
    if word == "cifar10":
        return read_cifar10(paths[0])
    with unpacked([entry_of(path, path.parent) for path in paths]) as entries:
        contents = read_idx_files([entry for entry in entries if _belongs(entry, family)], None, ignore_progress)
    return replace(
        contents,
        train=_named(contents.train, family),
        test=None if contents.test is None else _named(contents.test, family),
    )


def _fetch_all(word: str, title: str, family: Family, progress: Progress) -> list[Path]:
    folder = data_folder() / "torchvision" / word
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock"):  # two openings at once download once
            for number, remote in enumerate(family.remotes):

                def tell(fraction: float, number: int = number) -> None:
                    done = (number + fraction) / len(family.remotes)
                    progress(DOWNLOADING_SHARE * done, f"Downloading {title}")

                paths.append(fetch(remote, folder, tell))
    except (OSError, DataError) as error:
        raise DataError(
            f"{title} could not be downloaded ({error}): connect to the network and open it again, or "
            "take the built-in digits (digits) or Kaggle's files (kaggle), which need none."
        ) from error
    return paths


def _belongs(entry: Entry, family: Family) -> bool:
    return is_idx(entry) and entry.base_name.startswith(family.only)


def _named(part: ImageSet, family: Family) -> ImageSet:
    images = np.ascontiguousarray(part.images.swapaxes(2, 3)) if family.is_transposed else part.images
    return replace(part, images=images, class_names=family.class_names)
