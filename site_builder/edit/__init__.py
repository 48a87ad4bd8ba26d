"""Editing: values change in the files that hold them, everything else stays byte for byte, all or nothing."""
