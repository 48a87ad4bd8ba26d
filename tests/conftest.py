"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

# A busy machine must not fail a test: time is measured by the benchmarks.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
