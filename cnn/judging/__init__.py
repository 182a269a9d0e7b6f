"""How good networks are: figures from labels and probabilities, what is chance, and where mistakes gather."""
