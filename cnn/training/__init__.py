"""Training: its settings, its loop and the facts it yields."""
