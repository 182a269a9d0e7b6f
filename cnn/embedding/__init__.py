"""Images as points in the plane: those that look alike lie close together."""
