"""Machine outputs: the JSON interface."""
