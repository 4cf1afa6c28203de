"""Fresh inputs for the hidden checks, one module a lab."""
