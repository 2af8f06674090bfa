"""Every page can be come to by links and buttons from the front page, by the people it is for."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException

from a11y.applying import stands, with_files
from a11y.arranged import applicant, beginner, code, holder, newcomer, nobody, stopping
from a11y.pages import STATES
from tests.browsing import Client
from tests.page import Page

# Come to by something other than a link of ours.
BY_OTHER_WAYS = {
    "verification.show": "a camera",
    "apply.sent": "sending the application",
    "check.result": "answering the questions",
    "evidence.add": "saying what to send",
    "follow.code": "asking for a code",
    "follow.show": "entering the code",
    "check.not_yet": "answering the questions",
    "stopping.code": "asking for a code",
    "stopping.show": "entering the code",
    "auth.callback": "coming back from the provider",
    "auth.signed_out": "signing out",
    "auth.ask_sign_out": "a page that was open since before another sign-in",
}
VISITORS: list[Callable[[Any], Any]] = [
    nobody, newcomer, beginner(), applicant(), holder(looked_up=True), holder("stopped"), stopping(opened=True), code(),
    with_files(1), stands("with_staff"), stands("more_needed"),
]  # fmt: skip


def crawl(client: Client, app: Flask, start: str) -> set[str]:
    """The endpoints that links lead to, from `start` on; forms are not sent."""
    routes = app.url_map.bind("localhost")
    seen: set[str] = set()
    waiting = [start]
    found: set[str] = set()
    while waiting:
        path = waiting.pop()
        try:
            endpoint, values = routes.match(unquote(path))
        except HTTPException:
            continue
        found.add(endpoint)
        # One of a kind is enough, except where the kinds differ.
        if (key := f"{endpoint} {sorted(values)}" if endpoint != "apply.question" else path) in seen:
            continue
        seen.add(key)
        answer = client.get(path, follow_redirects=endpoint != "auth.start" and not endpoint.startswith("demo.sign"))
        if answer.mimetype == "text/html":
            found.add(routes.match(unquote(answer.request.path))[0])
            links = [urlsplit(a.get("href", "")) for a in Page(answer, path).all("a")]
            waiting += [link.path for link in links if link.path and not link.netloc]
    return found


def test_every_page_is_linked_from_somewhere(app: Flask, client: Client):
    found: set[str] = set()
    for arrange in VISITORS:
        visitor = app.test_client()
        arrange(visitor)
        found |= crawl(visitor, app, "/") | crawl(visitor, app, "/demo")
    pages = {state.endpoint for state in STATES}
    assert sorted(pages - found - set(BY_OTHER_WAYS)) == [], "pages that nothing leads to"
    assert sorted(set(BY_OTHER_WAYS) & found) == [], "there is a link after all"
