"""opsbook: a git repository of YAML and Markdown becomes a product-operations handbook."""

__version__ = "0.1.0"
