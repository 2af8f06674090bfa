"""A provider whose answers are JSON and still make no sense: a page to act on, nobody signed in, no defect."""

import json

import pytest
from flask import Response

from tests.accounts.conftest import at_provider, sign_in
from tests.accounts.proving import ASK, applying
from tests.accounts.realms import RESIDENT, Realm
from westminster.accounts.models import Account, Identity, Session

# What a provider says is judged before a table is asked; test_forgery.py shows on both engines that nothing is kept of it.
pytestmark = pytest.mark.only("sqlite")

ODD = [None, True, 5, "text", [], [[]], {}, {"a": 1}, "\ud800", "\u0000"]


def answers(outside, endpoint: str, body: object, status: int = 200, realm: Realm = RESIDENT) -> None:
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    view = lambda: Response(text, status, content_type="application/json")  # noqa: E731  # the shortest view
    outside.stand_ins.app.view_functions[f"{realm.provider_name}.{endpoint}"] = view


def changes(outside, endpoint: str, **changed: object) -> None:
    """The usual answer with other values; "gone" takes one out."""
    provider = outside.stand_ins.provider
    usual = getattr(provider, endpoint)

    def view() -> Response:
        told = {**usual().get_json(), **changed}
        return Response(json.dumps({k: v for k, v in told.items() if v != "gone"}), content_type="application/json")

    outside.stand_ins.app.view_functions[f"provider.{endpoint}"] = view


def nobody_is_signed_in(client, back: str) -> None:
    answer = client.get(back)
    assert answer.status_code in {400, 503}, answer.status_code
    assert Session.select().where(Session.account.is_null(False)).count() == 0
    assert Account.select().where(Account.realm == "resident").count() == 0


@pytest.mark.parametrize("body", ODD, ids=repr)
@pytest.mark.parametrize("endpoint", ["token", "userinfo", "jwks"])
def test_an_odd_answer_signs_nobody_in(client, outside, realm, endpoint, body):
    back = realm.back(client)
    answers(outside, endpoint, body, realm=realm)
    nobody_is_signed_in(client, back)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe{}", b"[" * 50_000, b'{"sub": ' + b"9" * 5000 + b"}"])
@pytest.mark.parametrize("endpoint", ["token", "userinfo", "jwks", "discovery"])
def test_an_answer_that_is_no_json_signs_nobody_in(client, outside, endpoint, body):
    if endpoint == "discovery":
        answers(outside, endpoint, body)
        client.get_page("/auth/resident/start", status=503)
        return
    back = at_provider(client.get("/auth/resident/start"))
    answers(outside, endpoint, body)
    nobody_is_signed_in(client, back)


@pytest.mark.parametrize("body", ODD, ids=repr)
def test_an_odd_discovery_document_is_not_used(client, outside, body):
    answers(outside, "discovery", body)
    client.get_page("/auth/resident/start", status=503)


@pytest.mark.parametrize(
    "name", ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "id_token_signing_alg_values_supported"]
)
@pytest.mark.parametrize("value", ["gone", *ODD], ids=repr)
def test_odd_discovery_values_are_no_defect(client, outside, name, value):
    changes(outside, "discovery", **{name: value})
    assert client.get("/auth/resident/start").status_code in {303, 503}


@pytest.mark.parametrize("name", ["access_token", "token_type", "id_token", "expires_in", "scope", "error"])
@pytest.mark.parametrize("value", ["gone", "DPoP", "9" * 400, -1, *ODD], ids=repr)
def test_odd_token_values_are_no_defect(client, outside, name, value):
    back = at_provider(client.get("/auth/resident/start"))
    changes(outside, "token", **{name: value})
    assert client.get(back).status_code in {303, 400, 503}


@pytest.mark.parametrize("name", ["sub", "name", "email", "birthdate", "address", "phone_number", "email_verified"])
@pytest.mark.parametrize("value", ["gone", "x" * 5000, {"street_address": {}}, *ODD], ids=repr)
def test_odd_claims_are_no_defect(client, outside, name, value):
    back = at_provider(client.get("/auth/resident/start"))
    changes(outside, "userinfo", **{name: value})
    answer = client.get(back)
    assert answer.status_code == (400 if name == "sub" else 303)
    if answer.status_code == 303:
        client.get_page("/apply")


@pytest.mark.parametrize("status", [201, 204, 400, 401, 403, 404, 429, 500, 502, 503])
@pytest.mark.parametrize("endpoint", ["token", "userinfo", "jwks"])
def test_an_answer_of_another_status_signs_nobody_in(client, outside, realm, endpoint, status):
    back = realm.back(client)
    answers(outside, endpoint, {"error": "odd <b>", "error_description": "call 0900"}, status, realm)
    nobody_is_signed_in(client, back)


@pytest.mark.parametrize("body", ODD, ids=repr)
def test_an_odd_document_of_identity_keys_proves_nothing(client, outside, body):
    applying(client)
    back = at_provider(client.get(ASK), "jo-whitfield")
    answers(outside, "identity_keys", body)
    assert client.get(back).status_code == 503
    assert Identity.select().count() == 0


def test_after_all_that_the_next_one_is_signed_in(client, outside, clock):
    answers(outside, "discovery", [])
    client.get("/auth/resident/start")
    outside.stand_ins.app.view_functions["provider.discovery"] = outside.stand_ins.provider.discovery
    clock.move(seconds=15)
    assert sign_in(client).location == "/card"
