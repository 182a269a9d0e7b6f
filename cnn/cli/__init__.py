"""The command line: the whole main job without a browser, through the same functions as the pages."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from cnn.cli.launched import attend, check_launched, is_launched, speaks, take_share_of_cores
from cnn.cli.parser import read_arguments
from cnn.cli.status import DONE, FAILED, INTERRUPTED, MISTAKE
from cnn.errors import CnnError


def main(words: Sequence[str]) -> int:
    """Run one command; gives the exit status (``status.py``)."""
    if is_launched():
        take_share_of_cores()
    if not speaks():
        return attend()
    arguments = read_arguments(words)
    from cnn.cli import commands  # only now: --help must not wait for them
    from cnn.cli.output import printable

    command = getattr(commands, arguments.command)
    try:
        check_launched(arguments)
        status = int(command(arguments))
        sys.stdout.flush()  # here, where a reader who left is no error
        return status
    except CnnError as error:
        print(f"cnn: {printable(str(error))}", file=sys.stderr)
        return MISTAKE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python fails again at its last flush
        return DONE
    except OSError as error:
        print(f"cnn: {printable(f'{error.filename or arguments.command}: {error.strerror}')}", file=sys.stderr)
        return FAILED
