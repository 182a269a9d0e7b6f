"""Why a network reads what it reads: which pixels speak for a class, and what would have to change."""
