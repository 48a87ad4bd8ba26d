"""Rendering: Markdown, sanitising, mentions, charts to SVG, and the bodies of pages."""
