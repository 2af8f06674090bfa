"""A parent or guardian holds cards for children under 16."""
