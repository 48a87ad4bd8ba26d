"""Benchmarks: opsbook beside other generators, on the same text, in one run."""
