"""The conference file: a whole conference as readable TOML, two languages side by side."""
