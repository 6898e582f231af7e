"""Programs that measure how fast eventapp is, beside a floor and a peer in the same run; not tests."""
