"""Diagnostics as text, JSON and GitHub annotations. Every format says the same."""
