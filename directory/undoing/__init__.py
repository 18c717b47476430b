"""Taking back what was done: a field, a row, a save, a whole import."""
