"""Labels under suspicion: which are likely wrong, what speaks for it, and what correcting them is worth."""
