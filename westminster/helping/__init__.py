"""Help in person and by telephone: staff apply with somebody, print what was said, and hand the record over later."""
