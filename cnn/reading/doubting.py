"""Why a reading may be wrong: what is amiss with the drawing, and what the network itself makes of it."""

from __future__ import annotations

from collections.abc import Sequence

from cnn.drawing import Doubt
from cnn.reading.predict import Reading
from cnn.reading.transcript import Transcript

SURE = 0.65  # so unsure are 1 or 2 % of the readings of real digits, and most of those of letters

STRANGE = Doubt(
    "strange",
    "It resembles none of the classes as they usually look. A network knows nothing else, and names one of them "
    "whatever it sees.",
)


def doubts_of(
    reading: Reading, class_names: Sequence[str], *, is_strange: bool = False, transcript: Transcript | None = None
) -> tuple[Doubt, ...]:
    """Every reason to doubt a reading, the gravest first.

    is_strange: whether it is unlike the training's images (``familiarity.py``). transcript: the same drawing read as
    several digits, where it was.
    """
    own = reading.drawing.doubts
    if reading.label is None:
        return own
    if transcript is not None and len(transcript.digits) > 1:  # which explains all but where the ink lies
        return (_several(transcript), *(doubt for doubt in own if doubt.kind == "border"))
    found = []
    if is_strange:
        found.append(STRANGE)
    if reading.probs[reading.label] < SURE:
        second, first = (class_names[label] for label in reading.probs.argsort()[-2:])
        text = f"The network is not sure: {first} or {second}, or another; write it more clearly."
        found.append(Doubt("unsure", text))
    return (*found, *own)


def _several(transcript: Transcript) -> Doubt:
    count, read = len(transcript.digits), " / ".join(transcript.text.splitlines())
    return Doubt("several", f"These seem to be {count} digits: read one by one they are {read}.")
