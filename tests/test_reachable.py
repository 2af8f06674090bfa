"""Every page can be come to by links and forms from where people begin."""

from collections import defaultdict
from urllib.parse import unquote, urlsplit

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from a11y.pages import STATES
from tests.browsing import Client
from tests.page import Page
from tests.test_register import arrive
from westminster.core.db import atomic
from westminster.core.settings import Settings, install

# The front page, what staff keep as a bookmark, and what only the demo has.
BEGINNINGS = {"home.front", "cases.queue", "demo.index"}
# Come to by something other than a link or a form that says so.
BY_OTHER_WAYS = {
    "auth.callback": "the way back from the provider",
    "staff_auth.set_up": "a link in an invitation",
    "work.callback": "the way back from the provider of work accounts",
    "verification.show": "a camera",
}
# Where a form or a redirect leads, besides back to its own page.
LEADS_TO = {
    "apply.check": {"apply.sent"},
    "auth.sign_out": {"auth.signed_out"},
    "cases.decide": {"cases.letter"},
    "check.question": {"check.result", "check.not_yet"},
    "check.start": {"check.question"},
    "email_sign_in.start": {"email_sign_in.code"},
    "evidence.kind": {"evidence.add"},
    "follow.code": {"follow.show"},
    "follow.start": {"follow.code"},
    "life.moved": {"life.check_move"},
    "take_over.enter": {"take_over.done"},
    "helping.consent": {"helping.who"},
    "helping.start": {"helping.consent"},
    "helping.who": {"helping.young", "helping.identity"},
    "helping.identity": {"helping.shown"},
    "helped.check": {"helped.sent"},
    "helped.code": {"helped.summary"},
    "look_again.check": {"look_again.sent"},
    "look_again.paper": {"look_again.check"},
    "look_again.why": {"look_again.paper"},
    "people.show": {"people.why"},
    "prove.begin": {"prove.place", "prove.show"},
    "prove.check": {"prove.sent"},
    "prove.show": {"prove_evidence.files", "prove_evidence.in_person"},
    "prove_evidence.files": {"prove_evidence.kind", "prove.check"},
    "prove_evidence.kind": {"prove_evidence.add"},
    "several.show": {"several.done"},
    "staff_team.invite": {"staff_team.link", "own_account.again"},
    "staff_team.new_link": {"staff_team.link"},
    "staff_auth.code": {"cases.queue", "staff_team.index"},
    "staff_auth.recovery_code": {"staff_recovery.index"},
    "staff_auth.set_up": {"staff_auth.set_up_app"},
    "staff_auth.set_up_app": {"staff_recovery.codes"},
    "staff_auth.sign_in": {"staff_auth.code"},
    "staff_auth.sign_out": {"staff_auth.signed_out"},
    "stopping.code": {"stopping.show"},
    "stopping.start": {"stopping.code"},
    "again.start": {"again.code"},
    "ways.code": {"ways.check"},
    "ways.take_away": {"again.start"},
    "ways.email": {"ways.code"},
}


def led_to(page: Page, app: Flask) -> set[str]:
    """The endpoints of the links and forms of a page."""
    routes = app.url_map.bind("localhost")
    places = [(a.get("href", ""), "GET") for a in page.all("a")]
    places += [(form.get("action", ""), form.get("method", "get").upper()) for form in page.forms()]
    found = set()
    for address, method in places:
        parts = urlsplit(address)
        if parts.path and not parts.netloc and not parts.scheme:
            try:
                found.add(routes.match(unquote(parts.path), method=method)[0])
            except HTTPException:
                continue
    return found


@pytest.mark.only("sqlite")
def test_every_page_is_linked_from_somewhere(app: Flask, db: object, settings: Settings):
    onward: dict[str, set[str]] = defaultdict(set)
    for endpoint, places in LEADS_TO.items():
        onward[endpoint] |= places
    for state in STATES:
        install(settings)  # a state may have changed them
        visitor: Client = app.test_client()
        with atomic() as made:
            onward[state.endpoint] |= led_to(arrive(state, visitor), app)
            made.rollback()
    reached, waiting = set(), [*BEGINNINGS, *BY_OTHER_WAYS]
    while waiting:
        place = waiting.pop()
        if place not in reached:
            reached.add(place)
            waiting += onward[place]
    missed = sorted({state.endpoint for state in STATES} - reached)
    assert not missed, f"nothing leads to {missed}"
    linked = set().union(*(onward[place] - {place} for place in reached))
    assert sorted(set(BY_OTHER_WAYS) & linked) == [], "there is a link after all"
