"""How a provider knows that a request is ours, and what it can be told of the person by a request."""

import time
from dataclasses import replace

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.accounts.conftest import asked_for, at_provider, query, sign_in, unread
from tests.accounts.keys import EC, RSA, pem
from westminster.accounts import client_auth, strict
from westminster.core.private_keys import read_keys
from westminster.core.settings import current

CALLBACK = "/auth/resident/callback"


@pytest.fixture
def sent(outside, monkeypatch) -> list:
    """Every request to the provider's token endpoint."""
    seen = []
    views, provider = outside.stand_ins.app.view_functions, outside.stand_ins.provider

    def token():
        from flask import request

        seen.append((request.headers.get("Authorization"), request.form.to_dict(), request.headers["User-Agent"]))
        return provider.token()

    views["provider.token"] = token
    return seen


def change(configure, outside, **changes) -> None:
    """Settings of ours, and a provider that knows the keys among them."""
    oidc = replace(outside.settings.resident_oidc, **changes)
    configure(resident_oidc=oidc)
    provider = outside.stand_ins.provider
    keys = tuple(client_auth.public_keys([oidc]))
    provider.client = replace(provider.client, keys=keys, secret=oidc.client_secret)


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post", "private_key_jwt"])
@pytest.mark.parametrize("signs_requests", [True, False])
def test_each_way_of_being_known_signs_people_in(client, outside, configure, sent, method, signs_requests):
    change(configure, outside, auth_method=method, signs_requests=signs_requests)
    assert sign_in(client).location == "/card"
    ((header, form, agent),) = sent
    assert bool(header) == (method == "client_secret_basic")
    assert ("client_secret" in form) == (method == "client_secret_post")
    assert ("client_assertion" in form) == (method == "private_key_jwt")
    assert "code_verifier" in form
    assert agent.startswith("MyWestminster")


def test_a_secret_may_hold_any_character(client, outside, configure):
    change(configure, outside, auth_method="client_secret_basic", client_secret="a+b%40c:d e&\u00e4\u20ac=")
    assert sign_in(client).location == "/card"


@pytest.mark.parametrize("alg", ["RS256", "PS256", "ES256"])
def test_keys_of_either_kind_are_known(client, outside, configure, alg):
    keys = read_keys(pem(EC if alg == "ES256" else RSA), [], alg, "KEY")
    change(configure, outside, private_keys=keys)
    assert sign_in(client).location == "/card"


def test_an_assertion_is_new_each_time_and_ends_soon(client, outside, sent):
    sign_in(client)
    sign_in(client)
    first, second = (unread(form["client_assertion"]) for _, form, _ in sent)
    assert first["jti"] != second["jti"]
    assert first["exp"] - first["iat"] == 300
    assert abs(first["iat"] - time.time()) < 60
    assert first["aud"] == f"{outside.stand_ins.provider.address}/token"
    assert first["iss"] == first["sub"] == "mywestminster"
    header = unread(sent[0][1]["client_assertion"], part=0)
    assert header == {"alg": "ES256", "kid": current().resident_oidc.private_keys[0].kid, "typ": "JWT"}


def test_a_certificate_is_named_by_its_thumbprint(configure, outside, client, sent):
    (key,) = outside.settings.resident_oidc.private_keys
    change(configure, outside, private_keys=(replace(key, thumbprints={"x5t": "short", "x5t#S256": "long"}),))
    sign_in(client)
    header = unread(sent[0][1]["client_assertion"], part=0)
    assert (header["x5t"], header["x5t#S256"]) == ("short", "long")


def test_a_provider_that_does_not_know_us_signs_nobody_in(client, outside, configure):
    configure(resident_oidc=replace(outside.settings.resident_oidc, private_keys=read_keys(pem(EC), [], "", "KEY")))
    back = client.get("/auth/resident/start")
    # It does not even believe the request.
    assert "redirect_uri" not in query(back.location)
    configure(resident_oidc=replace(current().resident_oidc, signs_requests=False, auth_method="client_secret_basic"))
    outside.stand_ins.provider.client = replace(outside.stand_ins.provider.client, secret="another")
    page = client.get_page(at_provider(client.get("/auth/resident/start")), status=400)
    assert page.h1 == "We could not sign you in"


# Requests


def test_a_signed_request_says_little_outside_its_signature(client, outside):
    location = client.get("/auth/resident/start").location
    assert set(query(location)) == {"client_id", "response_type", "scope", "request"}
    keys = KeySet.import_key_set({"keys": client_auth.public_keys([current().resident_oidc])})
    token = jwt.decode(query(location)["request"], keys, algorithms=["ES256"])
    assert token.header["typ"] == "oauth-authz-req+jwt"
    assert token.claims["exp"] - token.claims["iat"] == 300
    assert (token.claims["iss"], token.claims["aud"]) == ("mywestminster", outside.settings.resident_oidc.issuer)
    assert token.claims["vtr"] == ["Cl.Cm"]
    assert token.claims["code_challenge_method"] == "S256"
    assert len(location.partition("?")[2]) < 4096  # One Login's firewall refuses more


def test_a_signed_request_may_be_for_another_audience(client, outside, configure):
    """One Login wants its own address there, others their issuer."""
    there = f"{outside.stand_ins.provider.address}/authorize"
    change(configure, outside, authorize_params={"vtr": ["Cl.Cm"], "aud": there})
    assert asked_for(client.get("/auth/resident/start").location)["aud"] == there


def test_a_request_says_what_the_settings_add(client, outside, configure):
    params = {"vtr": ["Cl.Cm"], "ui_locales": "cy", "max_age": 600}
    change(configure, outside, signs_requests=False, authorize_params=params, claims={"userinfo": {"name": None}})
    asked = query(client.get("/auth/resident/start").location)
    assert (asked["vtr"], asked["ui_locales"], asked["max_age"]) == ('["Cl.Cm"]', "cy", "600")
    assert asked["claims"] == '{"userinfo": {"name": null}}'


@pytest.mark.parametrize(
    ("params", "says"),
    [({"max_age": 0}, 400), ({"max_age": 600}, 303), ({"acr_values": "high higher"}, 400), ({}, 303)],
)
def test_less_than_was_asked_for_is_not_enough(client, outside, configure, clock, monkeypatch, params, says):
    change(configure, outside, authorize_params=params)
    back = at_provider(client.get("/auth/resident/start"))
    later = time.time() + 60  # longer than clocks may differ
    monkeypatch.setattr(strict.time, "time", lambda: later)
    assert client.get(back).status_code == says


# Our keys


def test_our_public_keys_can_be_had(client, outside):
    answer = client.get("/auth/jwks.json")
    (key,) = answer.json["keys"]
    assert answer.mimetype == "application/jwk-set+json"
    assert answer.cache_control.max_age == 3600
    assert answer.cache_control.public
    assert set(key) == {"kty", "crv", "x", "y", "kid", "alg", "use"}


def test_a_new_key_is_published_before_and_an_old_one_after_it_signs(client, configure, outside):
    keys = read_keys(pem(EC) + pem(RSA), ["new", "old"], "", "KEY")
    configure(resident_oidc=replace(outside.settings.resident_oidc, private_keys=keys))
    published = client.get("/auth/jwks.json").json["keys"]
    assert [key["kid"] for key in published] == ["new", "old"]
    assert all("d" not in key and "p" not in key for key in published)


def test_keys_of_both_realms_are_published_once(client, configure, outside):
    configure(staff_oidc=outside.settings.resident_oidc)
    assert len(client.get("/auth/jwks.json").json["keys"]) == 1


def test_who_has_no_key_publishes_none(client):
    assert client.get("/auth/jwks.json").json == {"keys": []}


def test_the_key_of_the_demo_is_for_its_owner_alone(outside):
    assert (outside.settings.state_dir / "sign-in-key.pem").stat().st_mode & 0o777 == 0o600
