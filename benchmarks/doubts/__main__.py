"""How often drawings are doubted, by kind: ``python -m benchmarks.doubts [RUN] --data SOURCE``.

Everything goes the way of a drawing on the Draw page: ``normalise``, ``Predictor`` and every doubt there is. Blank
pads, scribbles and letters should be doubted, real digits that the run was not trained on should not. Letters that are
a digit to the eye are left out (``letters.py``). ``--of-its-own`` asks the run's own network what is strange, where the
page would ask the starter's.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable

from benchmarks.doubts.cases import Case, digit_cases, foreign_cases, typefaces
from benchmarks.doubts.letters import NO_DIGIT
from benchmarks.stress import held_out_rows
from cnn.drawing import normalise
from cnn.judging.evaluation import wilson_interval
from cnn.places import runs_folder
from cnn.reading.doubting import doubts_of
from cnn.reading.familiarity import Witness
from cnn.reading.predict import Predictor
from cnn.reading.transcript import may_be_several, transcribe
from cnn.runs.familiar import familiarity_of, witness_for
from cnn.runs.store import RunStore


class Tally:
    """How many drawings of each kind were doubted, and why."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self.doubted: Counter[str] = Counter()
        self.why: dict[str, Counter[str]] = {}
        self.passed: dict[str, Counter[str]] = {}

    def add(self, case: Case, kinds: set[str]) -> None:
        """Count one drawing."""
        self.seen[case.kind] += 1
        self.doubted[case.kind] += bool(kinds)
        self.why.setdefault(case.kind, Counter()).update(kinds)
        self.passed.setdefault(case.kind, Counter()).update(() if kinds else (case.what,))

    def __str__(self) -> str:
        lines = []
        for kind, count in self.seen.items():
            low, high = wilson_interval(self.doubted[kind], count)
            why = ", ".join(f"{reason} {number / count:.1%}" for reason, number in self.why[kind].most_common())
            rate = self.doubted[kind] / count
            lines.append(f"{kind:16}{rate:7.1%} doubted ({low:.1%} to {high:.1%}, n = {count:,}): {why}")
            if passed := ", ".join(f"{what} {number}" for what, number in self.passed[kind].most_common(8) if what):
                lines.append(f"{'':16}not doubted: {passed}")
        return "\n".join(lines)


def tally(cases: Iterable[Case], predictor: Predictor, witness: Witness | None) -> Tally:
    """What is doubted of these drawings."""
    found = Tally()
    for case in cases:
        drawing = normalise(case.pixels)
        (reading,) = predictor.read_drawings([drawing])
        is_strange = witness is not None and witness.are_strange([drawing])[0]
        several = transcribe(predictor, case.pixels, witness) if may_be_several(case.pixels) else None
        doubts = doubts_of(reading, predictor.class_names, is_strange=is_strange, transcript=several)
        found.add(case, {doubt.kind for doubt in doubts})
    return found


def main() -> None:
    """Print how often drawings of each kind are doubted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("run", nargs="?", default="starter", help="an id, a unique prefix, latest or starter")
    parser.add_argument("--data", help="the run's own data, for the real digits it was not trained on")
    parser.add_argument("--each", type=int, default=10, help="drawings of each letter, ten times as many scribbles")
    parser.add_argument("--digits", type=int, default=2000, help="how many real digits")
    parser.add_argument("--of-its-own", action="store_true", help="ask the run's own network what is strange")
    options = parser.parse_args()
    store = RunStore(runs_folder())
    run = store.find_network(options.run)
    asked = run if options.of_its_own else witness_for(run, store)
    predictor, known = Predictor.of_run(run), Predictor.of_run(asked)
    familiarity = familiarity_of(asked, known)
    witness = Witness(known, familiarity) if familiarity else None
    print(f"Read by {run.name}; strange by {asked.name if witness else 'nobody'}; letters: {NO_DIGIT}")
    print("Typefaces:", ", ".join(" ".join(map(str, face.getname())) for face in typefaces()))
    print(tally(foreign_cases(options.each), predictor, witness))
    if options.data:
        images = held_out_rows(run, options.data).images[: options.digits]
        print(tally(digit_cases(images), predictor, witness))


if __name__ == "__main__":
    main()
