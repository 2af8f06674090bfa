"""A provider says that somebody has signed out there: their sessions here end, and nobody else can say so."""

import base64
import json
import time
from dataclasses import replace

import httpx
import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import ECKey

from tests.accounts.conftest import query, unread
from tests.accounts.listening import listening
from tests.accounts.realms import RESIDENT, Realm
from tests.factories import make_account, make_staff
from westminster.accounts import service, store, work_accounts
from westminster.accounts.models import ProviderSession, Session
from westminster.accounts.seal import key_of
from westminster.audit.models import AuditEntry
from westminster.core import limits
from westminster.demo import notifying
from westminster.demo.tokens import Signer


def token(outside, realm: Realm, subject: str | None = "", *, header: dict | None = None, **changes) -> str:
    """A logout token as the demo provider makes it, about its `persona`; None in `changes` takes a claim out."""
    provider = realm.provider(outside)
    good = notifying.logout_token(provider.issuer, realm.client_id, subject or realm.subject, provider.signer)
    claims = {name: value for name, value in {**unread(good), **changes}.items() if value is not None}
    if subject is None:
        del claims["sub"]
    key = provider.signer.key
    return jwt.encode({"alg": "ES256", "kid": key.kid, **(header or {})}, claims, key)


def told(client, realm: Realm, text: object, status: int = 200) -> None:
    """The provider sends `text`, from a browser that has no part in it."""
    answer = client.application.test_client().post(here(realm), data={"logout_token": text})
    assert answer.status_code == status, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def here(realm: Realm) -> str:
    return f"/auth/{realm.name}/backchannel-logout"


def is_signed_in(client, realm: Realm) -> bool:
    return client.get(realm.sign_out).status_code == 200


def reasons() -> list[str]:
    lines = AuditEntry.select().where(AuditEntry.act == "account.refused").order_by(AuditEntry.id)
    return [json.loads(line.detail)["reason"] for line in lines]


# Believed


def test_who_signs_out_there_is_signed_out_here(client, outside, realm):
    realm.sign_in(client)
    account_id = Session.get(Session.account.is_null(False)).account_id
    told(client, realm, token(outside, realm))
    assert not is_signed_in(client, realm)
    line = AuditEntry.select().where(AuditEntry.act == "account.ended_by_provider").get()
    who = "account" if realm is RESIDENT else "staff"
    assert (line.actor, line.subject) == ("system", f"{who}:{account_id}")


def test_every_browser_of_theirs_and_of_nobody_else_is_signed_out(app: Flask, client, outside, realm):
    phone, other = app.test_client(), app.test_client()
    for browser, persona in ((client, realm.persona), (phone, realm.persona), (other, realm.other)):
        realm.sign_in(browser, persona)
    told(client, realm, token(outside, realm))
    assert [is_signed_in(browser, realm) for browser in (client, phone, other)] == [False, False, True]


def test_one_session_of_the_provider_ends_alone(app: Flask, client, outside, realm):
    phone = app.test_client()
    realm.sign_in(client)
    realm.sign_in(phone)
    sids = {one.session_key: one.sid for one in ProviderSession.select()}
    assert len(set(sids.values())) == 2
    ours = key_of(_token(client))
    told(client, realm, token(outside, realm, sid=sids[ours]))
    assert [is_signed_in(browser, realm) for browser in (client, phone)] == [False, True]
    (left,) = [sid for key, sid in sids.items() if key != ours]
    told(client, realm, token(outside, realm, None, sid=left))
    assert not is_signed_in(phone, realm)


def _token(client) -> bytes:
    return base64.urlsafe_b64decode(client.get_cookie("session").value + "=")


def test_a_session_and_a_person_must_belong_together(client, outside, realm):
    realm.sign_in(client)
    told(client, realm, token(outside, realm, "somebody-else", sid=ProviderSession.get().sid))
    assert is_signed_in(client, realm)


def test_who_is_not_here_is_as_good_as_signed_out(client, outside, realm):
    told(client, realm, token(outside, realm, "somebody-else"))


def of_another_issuer(realm: Realm) -> int:
    if realm is RESIDENT:
        return make_account(issuer="https://other.example", subject=realm.subject).id
    member = make_staff()
    work_accounts.keep(member.account_id, "https://other.example", "x")
    return member.account_id


def test_sessions_of_another_realm_or_issuer_stay(client, outside, realm):
    other = "staff" if realm is RESIDENT else "resident"
    of_realm = make_account(realm=other, issuer=realm.provider(outside).issuer, subject=realm.subject).id
    for account_id in (of_realm, of_another_issuer(realm)):
        key = bytes([account_id % 256]) * 32
        store.add(key, {}, account_id)
        service.keep_provider_session(key_of(key), realm.subject, "s")
    told(client, realm, token(outside, realm))
    assert Session.select().count() == 2


def test_the_demo_provider_says_so_at_its_sign_out(client, outside, realm):
    provider = realm.provider(outside)
    assert provider.client.logout_uri == f"http://localhost{here(realm)}"
    start = client.get(realm.start)
    with listening() as (address, heard), httpx.Client() as browser:
        provider.client = replace(provider.client, logout_uri=address)
        back = browser.get(start.location, params={**query(start.location), "persona": realm.persona})
        client.get(back.headers["Location"].removeprefix("http://localhost"))
        with client.session_transaction() as kept:
            hint = kept["id_token"]
        browser.get(f"{provider.address}/sign-out", params={"id_token_hint": hint})
    told(client, realm, heard[0]["logout_token"])
    assert not is_signed_in(client, realm)


@pytest.mark.parametrize("typ", ["logout+jwt", "JWT"])
def test_a_type_may_be_said(client, outside, typ, realm):
    told(client, realm, token(outside, realm, header={"typ": typ}))


# Refused


def refused(client, realm: Realm, text: object, reason: str = "") -> None:
    told(client, realm, text, 400)
    assert is_signed_in(client, realm)
    assert reasons()[-1].startswith(reason or "logout_")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"iss": "https://elsewhere.example"}, "logout_issuer"),
        ({"iss": None}, "logout_missing_claim_iss"),
        ({"aud": "another"}, "logout_audience"),
        ({"aud": ["mywestminster", "another"]}, "logout_audience"),
        ({"aud": None}, "logout_missing_claim_aud"),
        ({"iat": time.time() + 3600}, "logout_invalid_claim"),
        ({"iat": None}, "logout_missing_claim_iat"),
        ({"exp": time.time() - 3600}, "logout_expired"),
        ({"exp": None}, "logout_missing_claim_exp"),
        ({"exp": time.time() + 10**6}, "logout_long_life"),
        ({"exp": 10**30}, "logout_long_life"),
        ({"jti": None}, "logout_missing_claim_jti"),
        ({"jti": 5}, "logout_invalid_claim"),
        ({"events": None}, "logout_missing_claim_events"),
        ({"events": {}}, "logout_"),
        ({"events": []}, "logout_"),
        ({"events": [notifying.EVENT]}, "logout_event"),
        ({"events": {notifying.EVENT: True}}, "logout_event"),
        ({"events": {"http://schemas.openid.net/event/another": {}}}, "logout_event"),
        ({"nonce": "n"}, "logout_nonce"),
        ({"nonce": ""}, "logout_nonce"),
        ({"sub": 5}, "logout_"),
        ({"sub": ""}, "logout_"),
        ({"sub": "x" * 256}, "logout_whom"),
        ({"sid": 5}, "logout_whom"),
        ({"sid": ""}, "logout_whom"),
    ],
    ids=str,
)
def test_a_token_with_odd_claims_ends_nothing(client, outside, changes, reason, realm):
    realm.sign_in(client)
    refused(client, realm, token(outside, realm, **changes), reason)


def test_a_token_about_nobody_ends_nothing(client, outside, realm):
    realm.sign_in(client)
    refused(client, realm, token(outside, realm, None), "logout_whom")


@pytest.mark.parametrize("typ", ["at+jwt", "oauth-authz-req+jwt", ""])
def test_a_token_of_another_type_ends_nothing(client, outside, typ, realm):
    realm.sign_in(client)
    refused(client, realm, token(outside, realm, header={"typ": typ}))


def test_a_token_comes_once(app: Flask, client, outside, clock, realm):
    realm.sign_in(client)
    text = token(outside, realm)
    told(client, realm, text)
    realm.sign_in(client)
    refused(client, realm, text, "logout_replayed")
    clock.move(seconds=170)
    refused(client, realm, text, "logout_replayed")


def test_an_id_token_is_no_logout_token(client, outside, realm):
    realm.sign_in(client)
    with client.session_transaction() as kept:
        text = kept["id_token"]
    refused(client, realm, text, "logout_missing_claim")


def test_a_logout_token_is_no_id_token(client, outside, realm):
    text = token(outside, realm)
    realm.provider(outside).signer.sign = lambda claims, fault=None: text
    client.get_page(realm.back(client), status=400)
    assert not is_signed_in(client, realm)


def unsigned(claims: dict) -> str:
    parts = ({"alg": "none"}, claims)
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts) + "."


@pytest.mark.parametrize(
    ("forge", "reason"),
    [
        (lambda good: unsigned(unread(good)), "logout_unsupported_algorithm"),
        (lambda good: Signer().sign(unread(good)), "logout_invalid_key_id"),
        (lambda good: good[:-4] + "AAAA", "logout_bad_signature"),
        (lambda good: good.rpartition(".")[0] + ".", "logout_"),
        (lambda good: jwt.encode({"alg": "ES256"}, unread(good), ECKey.generate_key("P-256")), "logout_"),
        (lambda good: "", "logout_"),
        (lambda good: "a.b.c", "logout_"),
        (lambda good: "\u202e" * 100, "logout_"),
        (lambda good: "x" * 100_000, "logout_"),
        (lambda good: "." * 1000, "logout_"),
    ],
)
def test_a_token_that_the_provider_did_not_sign_ends_nothing(client, outside, forge, reason, realm):
    realm.sign_in(client)
    refused(client, realm, forge(token(outside, realm)), reason)


def test_a_token_of_the_right_key_without_its_name_ends_nothing(client, outside, realm):
    realm.sign_in(client)
    key = realm.provider(outside).signer.key
    refused(client, realm, jwt.encode({"alg": "ES256"}, unread(token(outside, realm)), key), "logout_no_key_id")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"data": {"id_token": "x"}},
        {"data": {"logout_token": ["x", "y"]}},
        {"json": {"logout_token": "x"}},
        {"data": "logout_token=x", "content_type": "text/plain"},
        {"data": {"logout_token": "x"}, "content_type": "multipart/form-data"},
        {"query_string": {"logout_token": "x"}},
    ],
)
def test_what_is_not_sent_as_it_should_be_ends_nothing(client, outside, options, realm):
    realm.sign_in(client)
    assert client.application.test_client().post(here(realm), **options).status_code == 400
    assert is_signed_in(client, realm)


def test_two_tokens_at_once_are_none(client, outside, realm):
    realm.sign_in(client)
    data = {"logout_token": [token(outside, realm), token(outside, realm)]}
    assert client.application.test_client().post(here(realm), data=data).status_code == 400
    assert is_signed_in(client, realm)


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_it_is_only_ever_posted(client, outside, method, realm):
    assert getattr(client, method)(here(realm), query_string={"logout_token": token(outside, realm)}).status_code == 405


def test_while_the_keys_are_away_the_provider_has_to_come_again(client, outside, clock, realm):
    outside.stand_ins.trouble[realm.provider_name] = "down"
    answer = client.post(here(realm), data={"logout_token": token(outside, realm)})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


def test_without_a_provider_nobody_can_say_so(client, configure, realm):
    configure(**{f"{realm.name}_oidc": None})
    assert client.post(here(realm), data={"logout_token": "a.b.c"}).status_code == 400


def test_only_this_address_asks_for_no_token_of_a_page(app: Flask, realm):
    """A view that other systems call is a decision: each needs another proof of who asks."""
    marked = {name for name, view in app.view_functions.items() if getattr(view, "from_another_system", False)}
    assert marked == {"auth.back_channel_logout"}


def test_junk_cannot_fill_the_audit_trail(client, outside, realm):
    for _ in range(service.REFUSALS_KEPT):
        limits.allow(f"refused-sign-ins:{realm.name}", service.REFUSALS_KEPT, service.PER)
    client.post(here(realm), data={"logout_token": "x"})
    assert reasons() == []
