"""Engines: dataframe libraries that read sources which mkdocs.yml declares. Each is imported only when it is used."""
