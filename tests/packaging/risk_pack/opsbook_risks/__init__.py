"""Risks for an opsbook handbook: a kind, a rule, a metric and a section of the site."""
