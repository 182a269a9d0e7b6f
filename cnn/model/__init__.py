"""Architectures: what a network is made of, what each layer does to a volume, and the module that computes it."""
