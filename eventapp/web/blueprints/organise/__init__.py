"""The workplace of a conference, a blueprint per place of work."""
