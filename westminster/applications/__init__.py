"""Check what you can get, ask for the card, and hear what was decided."""
