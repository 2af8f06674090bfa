"""Is this card good, for this service, here, now? For anyone with a phone camera."""
