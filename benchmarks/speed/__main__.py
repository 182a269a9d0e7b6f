"""Measures the chosen parts, prints them as one table and writes them as JSON and Markdown."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import benchmarks.speed as speed
from benchmarks.machine import machine
from benchmarks.speed import epochs, gpu, limit, memory, prediction, watching
from benchmarks.speed.options import Options
from benchmarks.speed.report import Part, as_json, heading, markdown, table
from cnn.data.source import open_source
from cnn.errors import CnnError
from cnn.files import write_bytes, write_json
from cnn.places import ROOT

PARTS: dict[str, Callable[[Options], Part]] = {
    "epochs": epochs.measure,
    "limit": limit.measure,
    "watching": watching.measure,
    "prediction": prediction.measure,
    "memory": memory.measure,
    "gpu": gpu.measure,
}


def main(words: Sequence[str]) -> int:
    """Measure, print and write; gives the exit status: 0, 1 where a measurement failed, 2 after a mistake."""
    arguments = parser().parse_args(words)
    options = Options(arguments.rounds, arguments.epochs, arguments.data, arguments.keras.absolute())
    facts = machine()
    measured: dict[str, Part] = {}
    try:
        open_source(options.data)
    except CnnError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    for name in arguments.only:
        print(f"measuring {name}", file=sys.stderr, flush=True)
        try:
            measured[name] = PARTS[name](options)
        except (CnnError, subprocess.CalledProcessError) as error:
            print(f"bench: {name} could not be measured: {error}", file=sys.stderr)
            continue
        # Minutes of work are kept, whatever comes next.
        sections = [part.section for part in measured.values()]
        write_json(arguments.out, as_json(facts, options, measured))
        write_bytes(arguments.out.with_suffix(".md"), f"{heading(facts, options)}\n\n{markdown(sections)}".encode())
    print(heading(facts, options))
    print(table(part.section for part in measured.values()))
    return 0 if len(measured) == len(arguments.only) else 1


def parser() -> argparse.ArgumentParser:
    """The options of the command line."""
    read = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=(speed.__doc__ or "").split("\n")[0])
    read.add_argument("--only", type=chosen, default=tuple(PARTS), help=f"parts to measure, of {','.join(PARTS)}")
    read.add_argument("--rounds", type=positive, default=5, help="how often each thing is measured (default 5)")
    read.add_argument("--epochs", type=positive, default=2, help="epochs a round (default 2)")
    read.add_argument(
        "--data", default=os.environ.get("CNN_KAGGLE_ZIP", "kaggle"), help="default: $CNN_KAGGLE_ZIP, else kaggle"
    )
    read.add_argument("--keras", type=Path, default=ROOT / ".venv-keras/bin/python", help="a Python that has Keras")
    read.add_argument(
        "--out", type=Path, default=ROOT / "bench/speed.json", help="where the JSON goes; the Markdown goes beside it"
    )
    return read


def chosen(text: str) -> tuple[str, ...]:
    """Names of parts between commas, in the order of the table."""
    names = {name.strip() for name in text.split(",")}
    if unknown := sorted(names - set(PARTS)):
        raise argparse.ArgumentTypeError(f"there is no part {unknown[0]!r}; there are {', '.join(PARTS)}")
    return tuple(name for name in PARTS if name in names)


def positive(text: str) -> int:
    """A whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1")
    return int(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
