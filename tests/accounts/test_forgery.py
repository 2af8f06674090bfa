"""Sign-ins that must come to nothing: no session, no account, a line without the token, a page to act on."""

import base64
import hmac
import json
from urllib.parse import urlencode

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from tests.accounts.conftest import at_provider, query, sign_in
from tests.page import Page
from westminster.accounts import service
from westminster.accounts.models import Account, Session
from westminster.audit.models import AuditEntry
from westminster.core import limits
from westminster.core.clock import now
from westminster.core.settings import current
from westminster.demo.faults import FAULTS
from westminster.demo.tokens import Signer

CALLBACK = "/auth/resident/callback"


def refused(client, address: str, status: int = 400) -> Page:
    """Arrive at `address` and be let in by nobody."""
    page = client.get_page(address, status=status)
    assert Account.select().count() == 0
    assert Session.select().where(Session.account.is_null(False)).count() == 0
    assert page.link("Try again") == "/auth/resident/start"
    return page


def reasons() -> list[str]:
    lines = AuditEntry.select().where(AuditEntry.act == "account.refused").order_by(AuditEntry.id)
    for line in lines:
        assert (line.actor, line.subject) == ("anonymous", "realm:resident")
        assert set(json.loads(line.detail)) == {"reason"}
    return [json.loads(line.detail)["reason"] for line in lines]


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
def test_a_faulty_answer_signs_nobody_in(client, outside, fault):
    outside.stand_ins.provider.fault = fault
    page = refused(client, at_provider(client.get("/auth/resident/start")))
    assert page.h1 == ("Sign in with both steps" if SAYS[fault] == "lower_vot" else "We could not sign you in")
    assert reasons() == [SAYS[fault]]


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
def test_a_forged_token_signs_nobody_in(client, outside, forge):
    outside.stand_ins.provider.signer = Forger(forge)
    refused(client, at_provider(client.get("/auth/resident/start")))
    assert len(reasons()) == 1


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
def test_a_well_signed_token_with_odd_claims_signs_nobody_in(client, outside, changes):
    outside.stand_ins.provider.signer = Forger(lambda claims, key: signed(claims | changes, key))
    refused(client, at_provider(client.get("/auth/resident/start")))
    assert len(reasons()) == 1


def test_a_token_that_names_no_key_is_not_tried_with_each(client, outside):
    signer = Forger(lambda claims, key: jwt.encode({"alg": "ES256"}, claims, key))  # no kid
    keys = [signer.key, ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)]
    signer.public_keys = lambda: KeySet(keys).as_dict(private=False)
    outside.stand_ins.provider.signer = signer
    refused(client, at_provider(client.get("/auth/resident/start")))


# Keys that change


def test_a_new_key_is_fetched_when_a_token_names_it(client, outside, clock):
    sign_in(client)
    outside.stand_ins.provider.signer = Signer()
    clock.move(minutes=1)
    assert sign_in(client, "derek-okafor-lane").status_code == 303


def test_a_retired_key_is_no_longer_believed(client, outside, clock):
    provider = outside.stand_ins.provider
    retired, fresh = provider.signer, Signer()
    sign_in(client)
    Account.delete().execute()
    forger = Forger(lambda claims, key: retired.sign(claims))
    forger.public_keys = fresh.public_keys
    provider.signer = forger
    clock.move(seconds=current().resident_oidc.keys_max_age)
    refused(client, at_provider(client.get("/auth/resident/start")))
    assert reasons() == ["id_token_invalid_key_id"]


def test_keys_that_cannot_be_understood_are_left_out(client, outside):
    signer = Signer()
    odd = [{"kty": "future"}, {"kty": "EC"}, {"kty": "EC", "crv": "P-256", "x": "!", "y": 5}, "junk", None, {}]
    good = signer.public_keys()["keys"]
    outside.stand_ins.provider.signer = signer
    signer.public_keys = lambda: {"keys": [*odd, {"kty": "oct", "k": "c2VjcmV0", "kid": "x"}, *good]}
    assert sign_in(client).status_code == 303


# The answer at our address


def test_an_answer_is_good_once(client, outside):
    back = at_provider(client.get("/auth/resident/start"))
    outside.stand_ins.provider.fault = "wrong_nonce"
    refused(client, back)
    outside.stand_ins.provider.fault = None
    assert refused(client, back).h1 == "Start signing in again"
    assert reasons() == ["id_token_invalid_claim_nonce", "unknown_state"]


def test_reload_after_a_sign_in_is_no_harm(client, outside):
    back = at_provider(client.get("/auth/resident/start"))
    assert client.get(back).status_code == 303
    cookie = client.get_cookie("session").value
    again = client.get(back)
    assert (again.status_code, again.location) == (303, "/card")
    assert client.get_cookie("session").value == cookie
    assert reasons() == []


def test_an_answer_belongs_to_the_browser_that_asked(app, client, outside):
    back = at_provider(client.get("/auth/resident/start"))
    refused(app.test_client(), back)
    assert reasons() == ["unknown_state"]


def test_a_copy_of_the_cookie_from_before_is_worth_nothing(app, client, outside):
    back = at_provider(client.get("/auth/resident/start"))
    before = client.get_cookie("session").value
    client.get(back)
    Account.delete().execute()
    thief = app.test_client()
    thief.set_cookie("session", before)
    refused(thief, back)


def test_a_code_of_somebody_else_is_not_redeemed(app, client, outside):
    theirs = at_provider(app.test_client().get("/auth/resident/start"), "derek-okafor-lane")
    ours = at_provider(client.get("/auth/resident/start"))
    code = query(theirs)["code"]
    refused(client, f"{CALLBACK}?{urlencode(query(ours) | {'code': code})}")
    assert reasons() == ["token_invalid_grant"]


def test_an_answer_ends_after_an_hour(client, outside, clock):
    back = at_provider(client.get("/auth/resident/start"))
    clock.move(minutes=61)
    assert refused(client, back).h1 == "Start signing in again"


def test_a_parameter_sent_twice_is_nobodys(client, outside):
    back = at_provider(client.get("/auth/resident/start"))
    refused(client, f"{back}&code=another")
    assert reasons() == ["repeated_parameter"]


@pytest.mark.parametrize(
    "address", [CALLBACK, f"{CALLBACK}?state=", f"{CALLBACK}?state=x&code=y", f"{CALLBACK}?error=x"]
)
def test_an_answer_nobody_asked_for_is_nothing(client, outside, address):
    refused(client, address)
    assert Session.select().count() == 0


def test_an_answer_without_a_code_is_nothing(client, outside):
    back = query(at_provider(client.get("/auth/resident/start")))
    del back["code"]
    refused(client, f"{CALLBACK}?{urlencode(back)}")
    assert reasons() == ["no_code"]


def test_an_answer_may_not_be_posted(client, outside):
    assert client.post(CALLBACK, data={"state": "x", "code": "y"}).status_code in {400, 405}


def test_a_person_who_stops_is_told_that_nothing_was_lost(client, outside):
    page = refused(client, at_provider(client.get("/auth/resident/start"), "nobody"))
    assert page.h1 == "You are not signed in"
    assert reasons() == ["cancelled"]


def test_what_the_provider_says_of_an_error_is_not_repeated(client, outside):
    back = query(at_provider(client.get("/auth/resident/start")))
    sent = {"state": back["state"], "iss": back["iss"], "error": "<b>odd</b>", "error_description": "call 0900 EVIL"}
    page = refused(client, f"{CALLBACK}?{urlencode(sent)}")
    assert "EVIL" not in page.html
    assert "<b>odd" not in page.html
    assert reasons() == ["provider_error"]


def test_a_failed_sign_in_does_not_sign_the_first_person_out(client, outside):
    sign_in(client)
    outside.stand_ins.provider.fault = "expired"
    client.get(at_provider(client.get("/auth/resident/start"), "derek-okafor-lane"))
    with client.session_transaction() as kept:
        assert kept.account_id == Account.get().id


def test_a_closed_account_is_told_so(client, outside):
    sign_in(client)
    Account.update(disabled_at=now()).execute()
    page = client.get_page(at_provider(client.get("/auth/resident/start")), status=403)
    assert page.h1 == "You cannot sign in with this account"
    assert reasons() == ["disabled"]


def test_refusals_cannot_fill_the_audit_trail(client):
    for _ in range(service.REFUSALS_KEPT):
        limits.allow("refused-sign-ins:resident", service.REFUSALS_KEPT, service.PER)
    client.get(f"{CALLBACK}?state=x")
    assert reasons() == []
