"""Whoever reads the page at hand."""

from flask import g
from flask_babel import get_locale


def language() -> str:
    """The name of their language, such as "en" or "zh_Hant"; "en" where there is no page. Asked once in a request."""
    try:
        found = g.get("language")
    except RuntimeError:  # no page
        return "en"
    if found is None:
        found = g.language = str(get_locale() or "en")
    return str(found)
