"""Postcodes, wards and councils: what can be told from a postcode, and what cannot."""
