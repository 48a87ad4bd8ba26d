"""Diagnostics as text, JSON, GitHub annotations, GitLab code quality and SARIF. Every format says the same."""
