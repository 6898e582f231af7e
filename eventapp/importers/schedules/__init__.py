"""Schedules of other programs: bytes in, a conference file and what had to be assumed out."""
