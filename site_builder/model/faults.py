"""Faults of what is installed, which no edit of the handbook can mend. Imports nothing, so that everybody may."""

from __future__ import annotations


class PackFault(ValueError):
    """A distribution registers something that cannot be used. The message is for people and names what it is."""
