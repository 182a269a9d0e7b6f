"""Convolutional networks for images of digits: data, architecture, training, runs, evaluation, prediction.

Complete without the dashboard: ``python -m cnn`` does the whole main job in a terminal.
"""
