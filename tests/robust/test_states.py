"""Every state in a11y/pages.py, looked at and sent as no page sends it. A new page is tested once it is registered there.

One test a state, because making it may take longer than all checks of it.
"""

import io
from collections.abc import Iterator

import pytest
from flask import Flask

from a11y.pages import STATES, State
from tests.browsing import Client
from tests.robust import form_checks, page_checks
from tests.robust.logged import secrets_of, unclean
from tests.robust.walk import forms
from tests.test_register import arrive
from westminster.core.db import is_sqlite
from westminster.core.settings import Settings, install

BY_SCRIPT = {"/auth/stay"}  # sent by no form; tests/accounts/test_stay.py
met: dict[str, set[str]] = {}  # by state, the rules that its forms are sent to
tried: set[tuple[bool, str, tuple[str, ...]]] = (
    set()
)  # by engine, rule and names: not sent all junk again in another state


@pytest.mark.parametrize("state", STATES, ids=str)
def test_a_state_stands_all_that_is_sent(state: State, client: Client, app: Flask, log: io.StringIO):
    values = state.arrange(client) or {}
    with app.test_request_context():
        url = app.url_for(state.endpoint, **values)
    faults = [*of_page(url, client), *(of_forms(state, url, client, app) if state.send is None else ())]
    faults += unclean(log.getvalue(), secrets_of(client), app)
    assert not faults, "\n".join(faults[:20])


def of_page(url: str, client: Client) -> Iterator[str]:
    for check in page_checks.CHECKS:
        yield from (f"{check.__name__}: {fault}" for fault in check(url, client))


def of_forms(state: State, url: str, client: Client, app: Flask) -> Iterator[str]:
    found = forms(client.get_page(url, status=state.status))
    met[str(state)] = {form.sent_to(app).rule for form in found}
    for form in found:
        known = (is_sqlite(), form.sent_to(app).rule, tuple(sorted(form.values)))
        everything = form_checks.CHECKS if is_sqlite() else form_checks.OF_DATABASES
        for check in form_checks.OF_STATES if known in tried else everything:
            yield from (f"{form.url}: {check.__name__}: {fault}" for fault in check(form, client, app))
        tried.add(known)


def test_every_route_that_takes_a_form_is_met(client: Client, app: Flask, settings: Settings):
    for state in STATES:
        install(settings)  # a state may have changed them
        if state.send is None and str(state) not in met:
            met[str(state)] = {form.sent_to(app).rule for form in forms(arrive(state, client))}
    asked_elsewhere = {name for name, view in app.view_functions.items() if hasattr(view, "from_another_system")}
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in asked_elsewhere]
    taken = {rule.rule for rule in rules if "POST" in rule.methods}
    assert set().union(*met.values()) == taken - BY_SCRIPT
