"""What somebody typed and we could not take yet: kept in the session, given back in the same form.

The session knows by `was` whose it is once nobody is signed in; see accounts.browser.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import g, request, session
from werkzeug.datastructures import MultiDict

MOST_PAGES, MOST_CHARACTERS = 3, 30_000


def keep() -> str | None:
    """Keep what was sent for the page it was typed in; its path, or None where nothing was kept. Files are not."""
    page = page_of_form()
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    if page is None or sum(len(name) + len(value) for name, value in fields) > MOST_CHARACTERS:
        return None
    others = [(path, kept) for path, kept in session.get("answers", {}).items() if path != page]
    kept = {"fields": fields, "files": any(file.filename for file in request.files.values())}
    session["answers"] = dict([*others, (page, kept)][-MOST_PAGES:])
    return page


def forget() -> None:
    """They were sent again."""
    page = page_of_form()
    if page in session.get("answers", {}):
        session["answers"] = {path: kept for path, kept in session["answers"].items() if path != page}


def given_back(names: set[str]) -> MultiDict[str, str] | None:
    """What was typed in the form of `names` on the page that is asked for; `g.given_back` tells the page."""
    kept: dict[str, Any] | None = session.get("answers", {}).get(_here())
    if kept is None:
        return None
    fields = MultiDict([(name, value) for name, value in kept["fields"]])
    if fields and not {name.partition("-")[0] for name in fields} & {name.partition("-")[0] for name in names}:
        return None
    g.given_back = kept
    return fields or None


def page_of_form() -> str | None:
    """The page that the form sent just now is on: its own address, or where it was sent from."""
    if request.url_rule and "GET" in (request.url_rule.methods or ()):
        return _here()
    sent_from = urlsplit(request.referrer or "")
    if sent_from.netloc != request.host:
        return None
    return sent_from.path + (f"?{sent_from.query}" if sent_from.query else "")


def _here() -> str:
    return request.full_path.rstrip("?")
