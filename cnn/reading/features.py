"""Images as a network sees them last: what its last fully connected layer reads, and which images are alike there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from torch import nn

from cnn.data.imageset import Images, Rows
from cnn.errors import SpecError
from cnn.model.build import Network
from cnn.reading.portions import in_portions, portions_of
from cnn.reading.predict import Member, Predictor, Tell

MOST_NUMBERS = 40_000_000
"""So many float32 are kept at most, 160 MB: 42,000 images of 952 features, fewer of more."""

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Features:
    """Images in the network's feature space.

    rows: int64 (N,), which images of their set they are. vectors: float32 (N, D), each of length 1, or all 0 where the
    layer gets nothing at all.
    """

    rows: Rows
    vectors: Vectors

    @property
    def size_bytes(self) -> int:
        """How much memory they take."""
        return self.rows.nbytes + self.vectors.nbytes

    def nearest(self, vector: Vectors, most: int) -> tuple[Rows, Vectors]:
        """Rows of the ``most`` images nearest to ``vector`` (D,) by cosine, and that cosine, the nearest first."""
        cosines = self.vectors @ vector
        most = min(most, len(cosines))
        places = np.argpartition(-cosines, most - 1)[:most] if most else np.empty(0, np.int64)
        places = places[np.lexsort((self.rows[places], -cosines[places]))]
        return self.rows[places], cosines[places]


def features_of(
    predictor: Predictor,
    images: Images,
    rows: Rows,
    tell: Tell = lambda share: None,
    seed: int = 0,
) -> Features:
    """The features of ``images`` (N, C, H, W) at ``rows`` in the first network of ``predictor``.

    Where all would be more than ``MOST_NUMBERS``, those of a sample drawn by ``seed``. tell: hears the share done, 0 to
    1. Raises SpecError for a network without a fully connected layer, DataError for images of another size.
    """
    predictor.check(images)
    member = predictor.members[0]
    width = _last_dense(member.network).in_features
    most = MOST_NUMBERS // width
    if len(rows) > most:
        rows = np.sort(np.random.default_rng(seed).choice(rows, most, replace=False))
    batches = portions_of(rows, [member.network.architecture], member.device)
    parts = [np.empty((0, width), np.float32)]
    layers = _before_last_dense(member)

    def work(some: Rows) -> Vectors:
        unit: Vectors = nn.functional.normalize(member.through(layers, images[some])).cpu().numpy()
        return unit

    for done, part in enumerate(in_portions(work, batches, member.device), 1):
        parts.append(part)
        tell(done / len(batches))
    return Features(rows, np.concatenate(parts))


def _before_last_dense(member: Member) -> list[nn.Module]:
    """The layers whose numbers the last fully connected one reads."""
    modules = list(member.model.layers)
    return modules[: modules.index(_last_dense(member.network))]


def _last_dense(network: Network) -> nn.Linear:
    for module in reversed(list(network.layers)):
        if isinstance(module, nn.Linear):
            return module
    raise SpecError(
        f"The network {network.architecture.name} has no fully connected layer, so there is nothing by which it sees "
        "images as alike: choose another run."
    )
