"""The demo provider is as strict with its client as a real one: what it takes, One Login would take."""

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from tests.demo.running import Running
from tests.demo.test_provider import CALLBACK, VERIFIER, Party
from westminster.demo.proving import CORE
from westminster.demo.relying_party import ASSERTION
from westminster.demo.tokens import challenge_of


@pytest.fixture
def party(outside: Running) -> Party:
    return Party(outside)


def signed(outside: Running, key: ECKey | None = None, **changes: Any) -> str:
    """An assertion of the portal; None in `changes` takes a claim out."""
    (own,) = outside.settings.resident_oidc.private_keys
    moment = int(time.time())
    claims = {"iss": "mywestminster", "sub": "mywestminster", "aud": f"{outside.url}/identity/token", "jti": "one"}
    claims |= {"iat": moment, "exp": moment + 300} | changes
    told = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode({"alg": "ES256", "kid": own.kid}, told, key or own.key)


def redeems(party: Party, assertion: str, code: str, **changes: str) -> httpx.Response:
    sent = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
    sent |= {"client_assertion_type": ASSERTION, "client_assertion": assertion, **changes}
    return httpx.post(party.told["token_endpoint"], data=sent)


def test_an_assertion_works_once(party, outside):
    first, second = party.code(), party.code()
    assertion = signed(outside)
    assert redeems(party, assertion, first).status_code == 200
    assert redeems(party, assertion, second).json() == {"error": "invalid_client"}


def test_it_may_name_the_issuer(party, outside):
    assertion = signed(outside, aud=outside.settings.resident_oidc.issuer)
    assert redeems(party, assertion, party.code()).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "https://elsewhere.example/token"},
        {"aud": None},
        {"iss": "another"},
        {"sub": "another"},
        {"jti": None},
        {"exp": None},
        {"exp": 1},
        {"iat": None},
        {"exp": int(time.time()) + 3600},
    ],
    ids=str,
)
def test_an_assertion_that_falls_short_is_refused(party, outside, changes):
    assert redeems(party, signed(outside, **changes), party.code()).status_code == 401


def test_an_assertion_of_another_key_or_kind_is_refused(party, outside):
    assert redeems(party, signed(outside, ECKey.generate_key("P-256")), party.code()).status_code == 401
    assert redeems(party, "a.b.c", party.code()).status_code == 401
    assert redeems(party, signed(outside), party.code(), client_assertion_type="another").status_code == 401


def test_one_way_to_be_known_is_enough_and_two_are_none(party, outside):
    secret = outside.settings.resident_oidc.client_secret
    sent = {"grant_type": "authorization_code", "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
    by_post = {"client_id": "mywestminster", "client_secret": secret}
    address = party.told["token_endpoint"]
    assert httpx.post(address, data={**sent, **by_post, "code": party.code()}).status_code == 200
    both = httpx.post(address, data={**sent, **by_post, "code": party.code()}, auth=("mywestminster", secret))
    assert both.status_code == 401
    assert httpx.post(address, data={**sent, "code": party.code()}).status_code == 401


def asks(party: Party, outside: Running, key: ECKey | None = None, **changes: Any) -> httpx.Response:
    """A signed request; `changes` are of what stands beside it."""
    signed_part = {
        "client_id": "mywestminster",
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "openid",
        "state": "s",
        "nonce": "n",
        "code_challenge": challenge_of(VERIFIER),
        "code_challenge_method": "S256",
        "login_hint": "wei-chen",
    }
    token = signed(outside, key, **{**signed_part, "sub": None, "aud": outside.settings.resident_oidc.issuer})
    beside = {name: signed_part[name] for name in ("client_id", "response_type", "scope")}
    return party.browser.get(party.told["authorization_endpoint"], params={**beside, "request": token, **changes})


def test_of_a_signed_request_only_what_is_signed_counts(party, outside):
    answer = asks(party, outside, state="another", login_hint="amina-rahman", redirect_uri="https://evil.example")
    assert answer.headers["Location"].startswith(CALLBACK)
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["state"] == ["s"]


@pytest.mark.parametrize("changes", [{"scope": "openid email"}, {"response_type": "token"}, {"client_id": "x"}])
def test_what_stands_beside_it_must_be_the_same(party, outside, changes):
    assert asks(party, outside, **changes).status_code == 400


def test_a_request_of_another_key_is_refused(party, outside):
    assert asks(party, outside, ECKey.generate_key("P-256")).status_code == 400


def test_who_is_not_asked_for_their_identity_does_not_tell_it(party):
    for changes in ({}, {"vtr": '["Cl.Cm"]'}, {"vtr": "junk"}, {"claims": "junk", "vtr": '["Cl.Cm.P2"]'}):
        tokens = party.tokens(claims=f'{{"userinfo": {{"{CORE}": null}}}}') if not changes else party.tokens(**changes)
        assert CORE not in party.userinfo(tokens["access_token"]).json()


def test_an_identity_is_signed_apart(party, outside):
    asked = {"vtr": '["Cl.Cm.P2"]', "claims": f'{{"userinfo": {{"{CORE}": null}}}}'}
    tokens = party.tokens(**asked)
    assert party.claims(tokens["id_token"])["vot"] == "Cl.Cm"
    told = party.userinfo(tokens["access_token"]).json()
    document = httpx.get(f"{outside.url}/identity/.well-known/did.json").json()
    keys = [method["publicKeyJwk"] for method in document["assertionMethod"]]
    claims = jwt.decode(told[CORE], KeySet.import_key_set({"keys": keys}), algorithms=["ES256"]).claims
    assert claims["iss"] != outside.settings.resident_oidc.issuer
    assert (claims["vot"], claims["sub"]) == ("P2", told["sub"])
    assert claims["exp"] - claims["iat"] == 1800
