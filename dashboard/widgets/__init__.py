"""Pieces of pages: each shows itself and gives back what was chosen; its state stays inside."""
