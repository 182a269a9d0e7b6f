"""Files as they are handed over: plain, in a zip, in a gz; opened with suspicion."""
