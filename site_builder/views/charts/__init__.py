"""Charts: one builder a file, from typed values to a figure with its table."""
