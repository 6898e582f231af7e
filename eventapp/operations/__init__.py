"""Writes: one verb of the trade per function."""
