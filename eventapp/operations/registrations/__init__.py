"""Registrations: how people get on the list of a conference, and off it."""
