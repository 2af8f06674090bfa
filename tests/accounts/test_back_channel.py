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

from tests.accounts.conftest import at_provider, query, sign_in, unread
from tests.accounts.listening import listening
from tests.factories import make_account
from westminster.accounts import service, store
from westminster.accounts.models import Account, ProviderSession, Session
from westminster.accounts.seal import key_of
from westminster.audit.models import AuditEntry
from westminster.core import limits
from westminster.demo import notifying
from westminster.demo.tokens import Signer

HERE = "/auth/resident/backchannel-logout"
AMINA, DEREK = "demo-amina-rahman", "demo-derek-okafor-lane"


def token(outside, subject: str | None = AMINA, *, header: dict | None = None, **changes) -> str:
    """A logout token as the demo provider makes it; None in `changes` takes a claim out."""
    provider = outside.stand_ins.provider
    good = notifying.logout_token(provider.issuer, "mywestminster", subject or "", provider.signer)
    claims = {name: value for name, value in {**unread(good), **changes}.items() if value is not None}
    if subject is None:
        del claims["sub"]
    key = provider.signer.key
    return jwt.encode({"alg": "ES256", "kid": key.kid, **(header or {})}, claims, key)


def told(client, text: object, status: int = 200) -> None:
    """The provider sends `text`, from a browser that has no part in it."""
    answer = client.application.test_client().post(HERE, data={"logout_token": text})
    assert answer.status_code == status, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def is_signed_in(client) -> bool:
    return client.get("/auth/sign-out").status_code == 200


def reasons() -> list[str]:
    lines = AuditEntry.select().where(AuditEntry.act == "account.refused").order_by(AuditEntry.id)
    return [json.loads(line.detail)["reason"] for line in lines]


# Believed


def test_who_signs_out_there_is_signed_out_here(client, outside):
    sign_in(client)
    told(client, token(outside))
    assert not is_signed_in(client)
    line = AuditEntry.select().where(AuditEntry.act == "account.ended_by_provider").get()
    assert (line.actor, line.subject) == ("system", f"account:{Account.get().id}")


def test_every_browser_of_theirs_and_of_nobody_else_is_signed_out(app: Flask, client, outside):
    phone, other = app.test_client(), app.test_client()
    for browser, persona in ((client, "amina-rahman"), (phone, "amina-rahman"), (other, "derek-okafor-lane")):
        sign_in(browser, persona)
    told(client, token(outside))
    assert [is_signed_in(browser) for browser in (client, phone, other)] == [False, False, True]


def test_one_session_of_the_provider_ends_alone(app: Flask, client, outside):
    phone = app.test_client()
    sign_in(client)
    sign_in(phone)
    sids = {one.session_key: one.sid for one in ProviderSession.select()}
    assert len(set(sids.values())) == 2
    ours = key_of(_token(client))
    told(client, token(outside, sid=sids[ours]))
    assert [is_signed_in(browser) for browser in (client, phone)] == [False, True]
    (left,) = [sid for key, sid in sids.items() if key != ours]
    told(client, token(outside, None, sid=left))
    assert not is_signed_in(phone)


def _token(client) -> bytes:
    return base64.urlsafe_b64decode(client.get_cookie("session").value + "=")


def test_a_session_and_a_person_must_belong_together(client, outside):
    sign_in(client)
    told(client, token(outside, DEREK, sid=ProviderSession.get().sid))
    assert is_signed_in(client)


def test_who_is_not_here_is_as_good_as_signed_out(client, outside):
    told(client, token(outside, "somebody-else"))


def test_sessions_of_another_realm_or_issuer_stay(client, outside):
    for realm, issuer in (("staff", outside.stand_ins.provider.issuer), ("resident", "https://other.example")):
        account = make_account(realm=realm, issuer=issuer, subject=AMINA)
        store.add(realm.encode() * 4, {}, account.id)
        service.keep_provider_session(key_of(realm.encode() * 4), AMINA, "s")
    told(client, token(outside))
    assert Session.select().count() == 2


def test_the_demo_provider_says_so_at_its_sign_out(client, outside):
    provider = outside.stand_ins.provider
    assert provider.client.logout_uri == f"http://localhost{HERE}"
    start = client.get("/auth/resident/start")
    with listening() as (address, heard), httpx.Client() as browser:
        provider.client = replace(provider.client, logout_uri=address)
        back = browser.get(start.location, params={**query(start.location), "persona": "amina-rahman"})
        client.get(back.headers["Location"].removeprefix("http://localhost"))
        with client.session_transaction() as kept:
            hint = kept["id_token"]
        browser.get(f"{provider.address}/sign-out", params={"id_token_hint": hint})
    told(client, heard[0]["logout_token"])
    assert not is_signed_in(client)


@pytest.mark.parametrize("typ", ["logout+jwt", "JWT"])
def test_a_type_may_be_said(client, outside, typ):
    told(client, token(outside, header={"typ": typ}))


# Refused


def refused(client, text: object, reason: str = "") -> None:
    told(client, text, 400)
    assert is_signed_in(client)
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
def test_a_token_with_odd_claims_ends_nothing(client, outside, changes, reason):
    sign_in(client)
    refused(client, token(outside, **changes), reason)


def test_a_token_about_nobody_ends_nothing(client, outside):
    sign_in(client)
    refused(client, token(outside, None), "logout_whom")


@pytest.mark.parametrize("typ", ["at+jwt", "oauth-authz-req+jwt", ""])
def test_a_token_of_another_type_ends_nothing(client, outside, typ):
    sign_in(client)
    refused(client, token(outside, header={"typ": typ}))


def test_a_token_comes_once(app: Flask, client, outside, clock):
    sign_in(client)
    text = token(outside)
    told(client, text)
    sign_in(client)
    refused(client, text, "logout_replayed")
    clock.move(seconds=170)
    refused(client, text, "logout_replayed")


def test_an_id_token_is_no_logout_token(client, outside):
    sign_in(client)
    with client.session_transaction() as kept:
        text = kept["id_token"]
    refused(client, text, "logout_missing_claim")


def test_a_logout_token_is_no_id_token(client, outside):
    text = token(outside)
    outside.stand_ins.provider.signer.sign = lambda claims, fault=None: text
    client.get_page(at_provider(client.get("/auth/resident/start")), status=400)
    assert Account.select().count() == 0


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
def test_a_token_that_the_provider_did_not_sign_ends_nothing(client, outside, forge, reason):
    sign_in(client)
    refused(client, forge(token(outside)), reason)


def test_a_token_of_the_right_key_without_its_name_ends_nothing(client, outside):
    sign_in(client)
    key = outside.stand_ins.provider.signer.key
    refused(client, jwt.encode({"alg": "ES256"}, unread(token(outside)), key), "logout_no_key_id")


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
def test_what_is_not_sent_as_it_should_be_ends_nothing(client, outside, options):
    sign_in(client)
    assert client.application.test_client().post(HERE, **options).status_code == 400
    assert is_signed_in(client)


def test_two_tokens_at_once_are_none(client, outside):
    sign_in(client)
    data = {"logout_token": [token(outside), token(outside)]}
    assert client.application.test_client().post(HERE, data=data).status_code == 400
    assert is_signed_in(client)


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_it_is_only_ever_posted(client, outside, method):
    assert getattr(client, method)(HERE, query_string={"logout_token": token(outside)}).status_code == 405


def test_while_the_keys_are_away_the_provider_has_to_come_again(client, outside, clock):
    outside.stand_ins.trouble["provider"] = "down"
    answer = client.post(HERE, data={"logout_token": token(outside)})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


def test_without_a_provider_nobody_can_say_so(client, configure):
    configure(resident_oidc=None)
    assert client.post(HERE, data={"logout_token": "a.b.c"}).status_code == 400


def test_only_this_address_asks_for_no_token_of_a_page(app: Flask):
    """A view that other systems call is a decision: each needs another proof of who asks."""
    marked = {name for name, view in app.view_functions.items() if getattr(view, "from_another_system", False)}
    assert marked == {"auth.back_channel_logout"}


def test_junk_cannot_fill_the_audit_trail(client, outside):
    for _ in range(service.REFUSALS_KEPT):
        limits.allow("refused-sign-ins:resident", service.REFUSALS_KEPT, service.PER)
    client.post(HERE, data={"logout_token": "x"})
    assert reasons() == []
