"""MyWestminster: one portal and one card for everyone who lives, works or studies in Westminster."""
