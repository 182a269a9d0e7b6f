"""Runs: one piece of work is one folder, the only thing that worker, dashboard and command line share."""
