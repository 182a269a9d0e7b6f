"""How a command ends, as the shell is told."""

DONE, FAILED, MISTAKE, INTERRUPTED = 0, 1, 2, 130
"""All went well; the run or the machine failed; the user asked for what cannot be; Ctrl-C, as shells count signals."""
