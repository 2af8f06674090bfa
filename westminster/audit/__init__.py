"""Who did or saw what: written once, never changed, and provable."""
