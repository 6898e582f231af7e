"""Bytes in, values and located problems out."""
