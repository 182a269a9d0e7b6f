"""How soon each control of each page answers in a browser: ``python -m benchmarks.answers [--pages convolution find]``.

Opens every page of the menu on the data set of ``--data`` (default ``kaggle``, which the data folder has to hold) with
a few finished runs and a label check (trained once, kept under ``bench/answers``), brings it into each of its scenes,
operates each control that it finds there ``--times`` times (default 20), and prints the median of the time from the
visitor's key or click to the last change on the page. Tables, charts and pictures that can be clicked are controls too.
A slider waits 200 ms of Streamlit's own for the next key; that is part of the figure. Buttons that lead on, start work
or hand out files are left alone. Writes ``bench/answers.json``.
"""
