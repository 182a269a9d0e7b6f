"""Opening the data of a search, the same for each of its trials."""

from __future__ import annotations

from cnn.data.corrections import without_corrections
from cnn.data.imageset import Dataset
from cnn.data.source import open_source
from cnn.errors import DataError
from cnn.sweep.plan import SweepPlan


def open_for(plan: SweepPlan) -> Dataset:
    """The data set; raises DataError where it is another by now, since trials on it would not compare."""
    data = plan.data
    dataset = open_source(data.source, data.classes)
    if not data.corrections:
        dataset = without_corrections(dataset)
    images = dataset.train
    found = (images.own_fingerprint, images.corrections, images.added)
    if found != (data.fingerprint, data.corrections, data.drawings):
        raise DataError(
            f"{dataset.title} is not what it was when the search {plan.name} began, so its trials would no longer "
            "compare: put the old images, corrections and drawings back, or begin another search."
        )
    return dataset
