"""Every page is in a11y/pages.py, and every state there is a page that is as it must be."""

import pytest
from flask import Flask, url_for

from a11y.pages import NO_PAGE, STATES, State
from tests.browsing import Client
from tests.page import Page


def arrive(state: State, client: Client) -> Page:
    """The page of `state` as `client` sees it."""
    values = state.arrange(client) or {}
    with client.application.test_request_context():
        url = url_for(state.endpoint, **values)
    if state.send is None:
        page = client.get_page(url, status=state.status)
        assert page.url == url, f"{state} goes on to {page.url}"
        return page
    return client.post_form(url, dict(state.send), button=state.button, status=state.sent_status)


def test_every_route_is_registered(app: Flask):
    routes = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    registered = {state.endpoint for state in STATES}
    assert not routes - registered - set(NO_PAGE), "routes that are not in a11y/pages.py"
    assert not (registered | set(NO_PAGE)) - routes, "what a11y/pages.py names and nothing answers"
    assert not registered & set(NO_PAGE)


def test_no_state_is_named_twice():
    names = [str(state) for state in STATES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("state", STATES, ids=str)
def test_a_state_is_a_good_page(state: State, client: Client):
    arrive(state, client)


def test_addresses_say_one_thing_each(app: Flask):
    """No endpoint answers at two addresses: links, caches and people would disagree."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    endpoints = [rule.endpoint for rule in rules]
    assert sorted(set(endpoints)) == sorted(endpoints)
