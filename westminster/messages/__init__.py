"""Notices to people, in the channel and the language they chose."""
