"""``make bench``: how fast training and prediction are, in turn with what they are held against.

Usage: ``python -m benchmarks.speed [--only epochs,limit,…] [--rounds 5] [--epochs 2] [--data SOURCE] [--keras
PYTHON]``, which prints a table with medians, spread, machine and versions, and writes it to ``bench/speed.json``
and, as ``docs/benchmarks.md`` shows it, to ``bench/speed.md``.
"""
