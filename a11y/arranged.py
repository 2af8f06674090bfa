"""What the states of pages.py are made of: each function makes it, signs the visitor in, returns the address's values."""

from typing import Any


def nobody(visitor: Any) -> None:
    """A stranger, and nothing made."""
