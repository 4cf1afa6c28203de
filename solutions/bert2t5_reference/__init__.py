"""Reference implementation behind the labs: one idea per module."""
