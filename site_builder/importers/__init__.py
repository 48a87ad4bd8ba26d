"""Importers: what other tools export becomes records and responses. One file a foreign format, found by scanning."""
