"""Whether what a user starts ends well, whatever happens to it: kills, interrupts, full disks and torn files."""
