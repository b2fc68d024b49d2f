"""A corpus to measure on, and the measurements: ours beside the plain way with the same packages."""
