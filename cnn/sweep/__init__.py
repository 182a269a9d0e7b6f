"""Searches: many trainings with other settings, each an ordinary run, what to try next proposed by Optuna."""
