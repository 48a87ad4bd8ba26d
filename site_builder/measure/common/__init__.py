"""What several metrics share, so that none of them imports another."""
