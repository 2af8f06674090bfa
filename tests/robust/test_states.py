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

met: dict[str, set[str]] = {}  # by state, the rules that its forms are sent to
tried: set[tuple[str, tuple[str, ...]]] = (
    set()
)  # by rule and names: the same form in another state is not sent all junk again


@pytest.mark.parametrize("state", STATES, ids=str)
def test_a_state_stands_all_that_is_sent(state: State, client: Client, app: Flask, log: io.StringIO):
    faults = list(faults_of(state, client, app))
    faults += unclean(log.getvalue(), secrets_of(client), app)
    assert not faults, "\n".join(faults[:20])


def faults_of(state: State, client: Client, app: Flask) -> Iterator[str]:
    values = state.arrange(client) or {}
    with app.test_request_context():
        url = app.url_for(state.endpoint, **values)
    for check in page_checks.CHECKS:
        yield from (f"{check.__name__}: {fault}" for fault in check(url, client))
    if state.send is not None:
        return
    found = forms(client.get_page(url, status=state.status))
    met[str(state)] = {form.sent_to(app).rule for form in found}
    for form in found:
        known = (form.sent_to(app).rule, tuple(sorted(form.values)))
        checks = form_checks.OF_STATES if known in tried else form_checks.CHECKS
        tried.add(known)
        for check in checks:
            yield from (f"{form.url}: {check.__name__}: {fault}" for fault in check(form, client, app))


def test_every_route_that_takes_a_form_is_met(client: Client, app: Flask):
    for state in STATES:
        if state.send is None and str(state) not in met:
            met[str(state)] = {form.sent_to(app).rule for form in forms(arrive(state, client))}
    asked_elsewhere = {name for name, view in app.view_functions.items() if hasattr(view, "from_another_system")}
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in asked_elsewhere]
    taken = {rule.rule for rule in rules if "POST" in rule.methods}
    assert set().union(*met.values()) == taken
