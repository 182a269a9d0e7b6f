"""How long the answer to a stroke takes on the server: ``python -m benchmarks.doubts.latency [RUN]``.

From the pad's picture, as it arrives, to the answer with its doubts: what the Draw page computes after each stroke,
without what Streamlit takes to send it. Medians over drawings of every digit.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial
from statistics import median

import numpy as np

from benchmarks.stress_cases import CANVAS_PX, Pixels
from cnn.drawing import Doubt, Drawing, normalise
from cnn.pens import SKELETONS, Hand, draw, write
from cnn.places import runs_folder
from cnn.reading.doubting import doubts_of
from cnn.reading.familiarity import Witness
from cnn.reading.predict import Predictor
from cnn.reading.transcript import Transcript, may_be_several, transcribe
from cnn.runs.familiar import familiarity_of, witness_for
from cnn.runs.store import RunStore

SEED, ROUNDS = 7, 5


def main() -> None:
    """Print the median time of each part of an answer."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("run", nargs="?", default="starter", help="an id, a unique prefix, latest or starter")
    options = parser.parse_args()
    store = RunStore(runs_folder())
    run = store.find_network(options.run)
    asked = witness_for(run, store)
    predictor, known = Predictor.of_run(run), Predictor.of_run(asked)
    familiarity = familiarity_of(asked, known)
    witness = Witness(known, familiarity) if familiarity else None

    parts: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[[], object]) -> None:
        start = time.perf_counter()
        work()
        parts.setdefault(name, []).append(1000 * (time.perf_counter() - start))

    def several(pixels: Pixels) -> Transcript | None:
        return transcribe(predictor, pixels, witness) if may_be_several(pixels) else None

    def strange(drawing: Drawing) -> bool:
        return witness is not None and witness.are_strange([drawing])[0]

    def whole(pixels: Pixels) -> tuple[Doubt, ...]:
        (reading,) = predictor.read_drawings([normalise(pixels)])
        is_strange, transcript = strange(reading.drawing), several(pixels)
        return doubts_of(reading, predictor.class_names, is_strange=is_strange, transcript=transcript)

    rng = np.random.default_rng(SEED)
    for pixels in [draw(write(shape, Hand.of(rng), rng), rng, CANVAS_PX, 16) for shape in SKELETONS] * ROUNDS:
        drawing = normalise(pixels)
        timed("preprocessing", partial(normalise, pixels))
        timed("network", partial(predictor.read_drawings, [drawing]))
        timed("unlike the training", partial(strange, drawing))
        timed("several digits", partial(several, pixels))
        timed("all of it", partial(whole, pixels))
    for name, times_ms in parts.items():
        print(f"{name:22}{median(times_ms):7.1f} ms, slowest tenth from {np.quantile(times_ms, 0.9):.1f} ms")


if __name__ == "__main__":
    main()
