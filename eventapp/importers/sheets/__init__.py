"""Bringing spreadsheets of sessions and topics into a conference that is there."""
