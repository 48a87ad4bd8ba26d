"""Putting a built site in its place, whole or not at all."""
