"""A city to try things in: people who are made up, and stand-ins for the systems outside. Never in production."""
