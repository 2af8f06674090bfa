"""Sign-ins that must come to nothing: no session, no account, a line without the token, a page to act on."""

import base64
import hmac
import json
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from tests.accounts.conftest import query
from tests.accounts.realms import RESIDENT, Realm
from tests.page import Page
from westminster.accounts import service
from westminster.accounts.models import Account, Session
from westminster.audit.models import AuditEntry
from westminster.core import limits
from westminster.core.clock import now
from westminster.core.settings import current
from westminster.demo.faults import FAULTS
from westminster.demo.tokens import Signer


def refused(client, realm: Realm, address: str, status: int = 400) -> Page:
    """Arrive at `address` and be let in by nobody."""
    before = Account.select().count()
    page = client.get_page(address, status=status)
    assert Account.select().count() == before
    assert Session.select().where(Session.account.is_null(False)).count() == 0
    words, place = realm.again
    assert page.link(words) == place
    return page


def reasons(realm: Realm) -> list[str]:
    lines = AuditEntry.select().where(AuditEntry.act == "account.refused").order_by(AuditEntry.id)
    for line in lines:
        assert (line.actor, line.subject) == ("anonymous", f"realm:{realm.name}")
        assert set(json.loads(line.detail)) == {"reason"}
    return [json.loads(line.detail)["reason"] for line in lines]


BOTH = ("RS256", "PS256")

# The provider's faults

SAYS = {
    "wrong_issuer": "id_token_invalid_claim_iss",
    "wrong_audience": "id_token_missing_claim_azp",
    "audience_of_another": "wrong_audience",
    "several_audiences": "id_token_missing_claim_azp",
    "expired": "id_token_expired_token_exp",
    "not_yet_valid": "id_token_invalid_claim_iat",
    "wrong_nonce": "id_token_invalid_claim_nonce",
    "no_nonce": "id_token_missing_claim_nonce",
    "no_subject": "id_token_missing_claim_sub",
    "lower_assurance": "lower_vot",
    "no_assurance": "lower_vot",
    "alg_none": "id_token_unsupported_algorithm",
    "bad_signature": "id_token_bad_signature",
    "unknown_key": "id_token_invalid_key_id",
    "no_id_token": "no_id_token",
    "other_userinfo_subject": "other_userinfo_subject",
    "wrong_callback_issuer": "wrong_callback_issuer",
    "no_callback_issuer": "wrong_callback_issuer",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_answer_signs_nobody_in(client, outside, fault, realm):
    realm.provider(outside).fault = fault
    page = refused(client, realm, realm.back(client))
    assert page.h1 == ("Sign in with both steps" if SAYS[fault] == "lower_vot" else "We could not sign you in")
    assert reasons(realm) == [SAYS[fault]]


class Forger(Signer):
    """A provider's signer whose id_tokens are made by `forge(claims, key)`."""

    def __init__(self, forge):
        super().__init__()
        self.forge = forge

    def sign(self, claims, fault=None):
        return self.forge(claims, self.key)


def of_shared_secret(claims, key: ECKey) -> str:
    """HS256 with the public key as the secret: what a client that trusts the header would take."""
    header, payload = ({"alg": "HS256", "kid": key.kid}, claims)
    text = b".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, payload))
    mark = hmac.digest(key.as_pem(private=False), text, "sha256")
    return f"{text.decode()}.{base64.urlsafe_b64encode(mark).decode().rstrip('=')}"


def of_another_algorithm(claims, key: ECKey) -> str:
    other = ECKey.generate_key("P-384")
    return jwt.encode({"alg": "ES384", "kid": key.kid}, claims, other, algorithms=["ES384"])


def signed(claims, key: ECKey) -> str:
    return jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key)


@pytest.mark.parametrize(
    "forge",
    [
        of_shared_secret,
        of_another_algorithm,
        lambda claims, key: signed(claims, key) + "A",
        lambda claims, key: signed(claims, key).rpartition(".")[0] + ".",
        *[lambda claims, key, junk=junk: junk for junk in ("", "a.b", "a.b.c", None, 5, {"alg": "ES256"}, ["a"])],
    ],
)
def test_a_forged_token_signs_nobody_in(client, outside, forge, realm):
    realm.provider(outside).signer = Forger(forge)
    refused(client, realm, realm.back(client))
    assert len(reasons(realm)) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "http://127.0.0.1/identity/"},
        {"aud": ["mywestminster", "another"], "azp": "mywestminster"},
        {"aud": []},
        {"aud": {"a": 1}},
        {"azp": "another"},
        {"sub": 5},
        {"sub": ""},
        {"sub": "a b"},
        {"sub": "x" * 256},
        {"exp": "soon"},
        {"nonce": ["a"]},
        {"at_hash": "wrong"},
        {"at_hash": 5},
    ],
    ids=str,
)
def test_a_well_signed_token_with_odd_claims_signs_nobody_in(client, outside, changes, realm):
    realm.provider(outside).signer = Forger(lambda claims, key: signed(claims | changes, key))
    refused(client, realm, realm.back(client))
    assert len(reasons(realm)) == 1


def test_a_token_that_names_no_key_is_not_tried_with_each(client, outside, realm):
    signer = Forger(lambda claims, key: jwt.encode({"alg": "ES256"}, claims, key))  # no kid
    keys = [signer.key, ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)]
    signer.public_keys = lambda: KeySet(keys).as_dict(private=False)
    realm.provider(outside).signer = signer
    refused(client, realm, realm.back(client))


@pytest.mark.parametrize(("told", "status"), [("RS256", 303), ("PS256", 400)])
def test_a_key_is_for_the_algorithm_that_it_names(client, outside, configure, told, status):
    """Though both are in our list and in the provider's. Source: GOV.UK One Login, technical documents."""
    provider, views = outside.stand_ins.provider, outside.stand_ins.app.view_functions
    usual, key = provider.discovery, RSAKey.generate_key(2048, {"use": "sig", "alg": told}, auto_kid=True)
    views["provider.discovery"] = lambda: usual().get_json() | {"id_token_signing_alg_values_supported": list(BOTH)}
    configure(resident_oidc=replace(outside.settings.resident_oidc, id_token_algs=BOTH))
    signing = RSAKey.import_key(key.as_dict(private=True) | {"alg": "RS256"})
    provider.signer = Forger(lambda claims, _: jwt.encode({"alg": "RS256", "kid": key.kid}, claims, signing))
    provider.signer.public_keys = lambda: KeySet([key]).as_dict(private=False)
    assert RESIDENT.sign_in(client).status_code == status


# Keys that change


def test_a_new_key_is_fetched_when_a_token_names_it(client, outside, clock, realm):
    realm.sign_in(client)
    realm.provider(outside).signer = Signer()
    clock.move(minutes=1)
    assert realm.sign_in(client, realm.other).status_code == 303


def test_a_retired_key_is_no_longer_believed(client, outside, clock, realm):
    provider = realm.provider(outside)
    retired, fresh = provider.signer, Signer()
    realm.sign_in(client)
    Session.delete().where(Session.account.is_null(False)).execute()
    forger = Forger(lambda claims, key: retired.sign(claims))
    forger.public_keys = fresh.public_keys
    provider.signer = forger
    clock.move(seconds=current().oidc(realm.name).keys_max_age)
    refused(client, realm, realm.back(client))
    assert reasons(realm) == ["id_token_invalid_key_id"]


def test_keys_that_cannot_be_understood_are_left_out(client, outside, realm):
    signer = Signer()
    odd = [{"kty": "future"}, {"kty": "EC"}, {"kty": "EC", "crv": "P-256", "x": "!", "y": 5}, "junk", None, {}]
    good = signer.public_keys()["keys"]
    realm.provider(outside).signer = signer
    signer.public_keys = lambda: {"keys": [*odd, {"kty": "oct", "k": "c2VjcmV0", "kid": "x"}, *good]}
    assert realm.sign_in(client).status_code == 303


# The answer at our address


def test_an_answer_is_good_once(client, outside, realm):
    back = realm.back(client)
    realm.provider(outside).fault = "wrong_nonce"
    refused(client, realm, back)
    realm.provider(outside).fault = None
    assert refused(client, realm, back).h1 == "Start signing in again"
    assert reasons(realm) == ["id_token_invalid_claim_nonce", "unknown_state"]


def test_reload_after_a_sign_in_is_no_harm(client, outside, realm):
    back = realm.back(client)
    assert client.get(back).status_code == 303
    cookie = client.get_cookie("session").value
    again = client.get(back)
    assert (again.status_code, again.location) == (303, realm.after)
    assert client.get_cookie("session").value == cookie
    assert reasons(realm) == []


def test_an_answer_belongs_to_the_browser_that_asked(app, client, outside, realm):
    back = realm.back(client)
    refused(app.test_client(), realm, back)
    assert reasons(realm) == ["unknown_state"]


def test_a_copy_of_the_cookie_from_before_is_worth_nothing(app, client, outside, realm):
    back = realm.back(client)
    before = client.get_cookie("session").value
    client.get(back)
    Session.delete().where(Session.account.is_null(False)).execute()
    thief = app.test_client()
    thief.set_cookie("session", before)
    refused(thief, realm, back)


def test_a_code_of_somebody_else_is_not_redeemed(app, client, outside, realm):
    theirs = realm.back(app.test_client(), realm.other)
    ours = realm.back(client)
    code = query(theirs)["code"]
    refused(client, realm, f"{realm.callback}?{urlencode(query(ours) | {'code': code})}")
    assert reasons(realm) == ["token_invalid_grant"]


def test_an_answer_ends_after_an_hour(client, outside, clock, realm):
    back = realm.back(client)
    clock.move(minutes=61)
    assert refused(client, realm, back).h1 == "Start signing in again"


def test_a_parameter_sent_twice_is_nobodys(client, outside, realm):
    back = realm.back(client)
    refused(client, realm, f"{back}&code=another")
    assert reasons(realm) == ["repeated_parameter"]


@pytest.mark.parametrize("sent", ["", "?state=", "?state=x&code=y", "?error=x"])
def test_an_answer_nobody_asked_for_is_nothing(client, outside, sent, realm):
    refused(client, realm, realm.callback + sent)
    assert Session.select().count() == 0


def test_an_answer_without_a_code_is_nothing(client, outside, realm):
    back = query(realm.back(client))
    del back["code"]
    refused(client, realm, f"{realm.callback}?{urlencode(back)}")
    assert reasons(realm) == ["no_code"]


def test_an_answer_may_not_be_posted(client, outside, realm):
    assert client.post(realm.callback, data={"state": "x", "code": "y"}).status_code in {400, 405}


def test_a_person_who_stops_is_told_that_nothing_was_lost(client, outside, realm):
    page = refused(client, realm, realm.back(client, "nobody"))
    assert page.h1 == "You are not signed in"
    assert reasons(realm) == ["cancelled"]


def test_what_the_provider_says_of_an_error_is_not_repeated(client, outside, realm):
    back = query(realm.back(client))
    sent = {"state": back["state"], "iss": back["iss"], "error": "<b>odd</b>", "error_description": "call 0900 EVIL"}
    page = refused(client, realm, f"{realm.callback}?{urlencode(sent)}")
    assert "EVIL" not in page.html
    assert "<b>odd" not in page.html
    assert reasons(realm) == ["provider_error"]


def test_a_failed_sign_in_does_not_sign_the_first_person_out(client, outside, realm):
    realm.sign_in(client)
    first = Session.get(Session.account.is_null(False)).account_id
    realm.provider(outside).fault = "expired"
    client.get(realm.back(client, realm.other))
    with client.session_transaction() as kept:
        assert kept.account_id == first


def test_a_closed_account_is_told_so(client, outside, realm):
    realm.sign_in(client)
    Account.update(disabled_at=now()).execute()
    page = client.get_page(realm.back(client), status=403)
    assert page.h1 == "You cannot sign in with this account"
    assert reasons(realm) == ["disabled"]


def test_refusals_cannot_fill_the_audit_trail(client, realm):
    for _ in range(service.REFUSALS_KEPT):
        limits.allow(f"refused-sign-ins:{realm.name}", service.REFUSALS_KEPT, service.PER)
    client.get(f"{realm.callback}?state=x")
    assert reasons(realm) == []
