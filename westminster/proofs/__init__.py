"""What you have shown us once: facts, how we know them, and for how long."""
