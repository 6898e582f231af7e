"""Commands, as thin as a blueprint."""
