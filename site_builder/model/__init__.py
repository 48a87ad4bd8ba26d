"""What every stage speaks: records, references, spans, diagnostics, pages, metric results, settings."""
