"""Every route is behind the door of its blueprint, or known to be open to all."""

from collections.abc import Iterator

import pytest
from flask import Blueprint, Flask
from werkzeug.routing import Rule

from tests.browsing import Client
from tests.factories import make_account

# What everyone may open. Adding a blueprint here is a decision about people's data.
OPEN = {
    "home",
    "health",
    "auth",
    "staff_auth",
    "check",
    "follow",
    "services",
    "verification",
    "card_keys",
    "stopping",
    "wallet_files",
    "demo",
}


def guarded(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Every route with the role that its blueprint asks for."""
    for rule in app.url_map.iter_rules():
        blueprint = app.blueprints.get(rule.endpoint.partition(".")[0])
        if role := getattr(blueprint, "role", None):
            yield role, rule


def address(app: Flask, rule: Rule) -> str:
    values = {name: 1 if "Integer" in type(kind).__name__ else "nothing" for name, kind in rule._converters.items()}
    with app.test_request_context():
        return app.url_for(rule.endpoint, **values)


def test_every_blueprint_has_a_door_or_is_known_to_be_open(app: Flask):
    def is_open(blueprint: Blueprint) -> bool:
        return getattr(blueprint, "role", None) is None

    assert {name for name, blueprint in app.blueprints.items() if is_open(blueprint)} == OPEN


def test_a_stranger_is_sent_to_sign_in(app: Flask, client: Client):
    for role, rule in guarded(app):
        answer = client.get(address(app, rule)) if "GET" in rule.methods else client.post(address(app, rule))
        assert answer.status_code in ({303} if "GET" in rule.methods else {303, 400}), f"{rule} is open to strangers"
        if answer.status_code == 303:
            assert "sign" in answer.headers["Location"] or "auth" in answer.headers["Location"], f"{role}: {rule}"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_resident_gets_no_further_than_residents_may(app: Flask, client: Client, method: str):
    client.sign_in(make_account().id)
    for role, rule in guarded(app):
        if role != "resident" and method.upper() in rule.methods:
            answer = getattr(client, method)(address(app, rule))
            assert answer.status_code in ({403} if method == "get" else {403, 400}), f"{rule} is open to residents"
