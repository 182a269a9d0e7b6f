"""What is no digit, drawn by program, and how much of it is doubted: ``python -m benchmarks.doubts``."""
