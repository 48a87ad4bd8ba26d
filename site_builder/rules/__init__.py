"""Rules: one file each. Found by scanning this package and the entry points ``opsbook.rules``."""
