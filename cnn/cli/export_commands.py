"""The commands that take things along: a training as a script, a trained network as files, and one brought back."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cnn.cli.listing import store_of
from cnn.cli.opening import opened
from cnn.cli.output import Output
from cnn.cli.planning import planned
from cnn.files import write_bytes


def code(arguments: Namespace) -> int:
    """``cnn code SOURCE``: the training as a plain script; on the terminal unless a file is named."""
    from cnn.export.keras_script import keras_script
    from cnn.export.plan import Plan
    from cnn.export.pytorch_script import pytorch_script

    output = Output(arguments.json)
    dataset = opened(arguments.source, arguments.classes, arguments, output)
    architecture, config, _ = planned(arguments, dataset)
    write = {"pytorch": pytorch_script, "keras": keras_script}[arguments.framework]
    text = write(Plan(architecture, config))
    if arguments.out is None:
        output.give({"framework": arguments.framework, "script": text})
        output.say(text.rstrip("\n"))
        return 0
    write_bytes(arguments.out, text.encode())
    output.give({"framework": arguments.framework, "out": str(arguments.out)})
    output.say(f"{arguments.out}: {len(text.splitlines())} lines")
    return 0


def export(arguments: Namespace) -> int:
    """``cnn export RUN``: the run in a format that other programs read."""
    from cnn.export.formats import export as made
    from cnn.export.formats import file_name, find_format

    output = Output(arguments.json)
    run = store_of(arguments).find_network(arguments.run)
    content = made(run, arguments.format)
    out = arguments.out or Path(file_name(run, find_format(arguments.format)))
    write_bytes(out, content)
    output.give({"run": run.id, "format": arguments.format, "out": str(out), "size_bytes": len(content)})
    output.say(f"{out}: {len(content):,} bytes")
    return 0


def adopt(arguments: Namespace) -> int:
    """``cnn adopt FILE``: a model that was exported by this program, kept as a run."""
    from cnn.export.adoption import adopt as kept

    output = Output(arguments.json)
    run = kept(store_of(arguments), arguments.file)
    output.give({"run": run.id, "name": run.name})
    output.say(f"Run {run.id}: {run.name}")
    return 0
