"""From typed records to the frozen handbook: references, backlinks, cycles, and its projection for an audience."""
