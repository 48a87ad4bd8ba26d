"""Bytes become raw records: sources, text, YAML, front matter, tables and settings, with places and limits."""
