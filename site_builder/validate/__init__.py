"""From raw records to typed ones, with every problem as a diagnostic; schemas and scaffolds of the kinds."""
