"""The settings of a training run by theme; ``training/config.py`` makes one flat model of them."""
