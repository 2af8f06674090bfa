"""The card: its number, what it may become, the code on it, and what anyone needs to check that code."""
