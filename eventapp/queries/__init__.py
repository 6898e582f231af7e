"""Reads: all loading of rows is here."""
