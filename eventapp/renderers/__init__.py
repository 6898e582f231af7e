"""The Agenda and other values in, bytes and text out. A renderer never filters."""
