"""Names as words that can be compared and looked for, in any script."""

import unicodedata

LONGEST = 40  # letters of a word that are kept to find it by; must match the constraint in 0029


def words_of(text: str) -> list[str]:
    """Small letters and digits without accents; what an apostrophe joins is one word, a hyphen parts two."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else "" if c in "'’ʼ`." else " " for c in bare).split()


def found_by(name: str) -> set[str]:
    """The words that somebody of this name is found by."""
    return {word[:LONGEST] for word in words_of(name)}
