"""The demo provider, asked as a strict relying party would ask it."""

import secrets
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError
from joserfc.jwk import KeySet

from tests.demo.running import Running
from tests.page import Page
from tests.pages import check_page
from westminster.core.settings import SettingsError
from westminster.demo import faults
from westminster.demo.cast import CAST
from westminster.demo.stand_ins import StandIns
from westminster.demo.surroundings import ISSUER
from westminster.demo.tokens import challenge_of

CALLBACK = "http://localhost/auth/resident/callback"
SIGNED_OUT = "http://localhost/auth/signed-out"
VERIFIER = "v" * 43


class Party:
    """A relying party and the browser that visits it."""

    def __init__(self, up: Running):
        self.up = up
        self.secret = up.settings.resident_oidc.client_secret
        self.browser = httpx.Client()
        self.told = self.browser.get(up.settings.resident_oidc.discovery_url).json()

    def asks(self, **changes: str | None) -> httpx.Response:
        asked = {
            "client_id": "mywestminster",
            "redirect_uri": CALLBACK,
            "response_type": "code",
            "scope": "openid profile email phone address",
            "state": "the-state",
            "nonce": "the-nonce",
            "code_challenge": challenge_of(VERIFIER),
            "code_challenge_method": "S256",
            **changes,
        }
        asked = {name: value for name, value in asked.items() if value is not None}
        return self.browser.get(self.told["authorization_endpoint"], params=asked)

    def code(self, **changes: str) -> str:
        return answer(self.asks(**{"login_hint": "amina-rahman", **changes}))["code"]

    def redeems(self, code: str, auth: tuple[str, str] | None = None, **changes: str) -> httpx.Response:
        sent = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": CALLBACK,
            "code_verifier": VERIFIER,
            **changes,
        }
        return httpx.post(self.told["token_endpoint"], data=sent, auth=auth or ("mywestminster", self.secret))

    def tokens(self, **changes: str) -> dict[str, Any]:
        return self.redeems(self.code(**changes)).json()

    def claims(self, id_token: str) -> dict[str, Any]:
        keys = KeySet.import_key_set(httpx.get(self.told["jwks_uri"]).json())
        return jwt.decode(id_token, keys, algorithms=["ES256"]).claims

    def userinfo(self, access_token: str) -> httpx.Response:
        return httpx.get(self.told["userinfo_endpoint"], headers={"Authorization": f"Bearer {access_token}"})

    def signs_out(self, **asked: str) -> httpx.Response:
        return self.browser.get(self.told["end_session_endpoint"], params=asked)


@pytest.fixture
def party(outside: Running) -> Party:
    return Party(outside)


def answer(response: httpx.Response) -> dict[str, str]:
    """What a redirect to the callback carries."""
    assert response.status_code == 303, response.text
    address = urlsplit(response.headers["Location"])
    assert address._replace(query="").geturl() == CALLBACK
    return {name: values[0] for name, values in parse_qs(address.query, strict_parsing=True).items()}


def h1(response: httpx.Response) -> str:
    return response.text.partition("<h1")[2].partition(">")[2].partition("<")[0]


def test_discovery_names_the_issuer_that_settings_have_and_real_addresses(party):
    assert party.told["issuer"] == ISSUER
    assert httpx.get(party.told["jwks_uri"]).json()["keys"][0]["alg"] == "ES256"
    assert party.told["id_token_signing_alg_values_supported"] == ["ES256"]


def test_everybody_can_be_picked_from_the_page(party):
    page = party.asks()
    assert h1(page) == "Who do you want to be?"
    assert page.text.count("persona=") == len(CAST) + 1


@pytest.mark.parametrize("path", ["/", "/demo"])
def test_the_frame_of_its_pages_leads_to_the_portal(party, path):
    assert f'href="{path}"' in party.asks().text
    there = httpx.get(party.up.url + path).headers["Location"]
    assert there.rstrip("/") == (party.up.settings.base_url + path).rstrip("/")


def test_a_hint_picks_at_once_and_the_answer_is_whole(party):
    told = answer(party.asks(login_hint="derek-okafor-lane"))
    assert set(told) == {"code", "state", "iss"}
    assert (told["state"], told["iss"]) == ("the-state", ISSUER)


def test_the_tokens_are_about_who_was_picked(party):
    tokens = party.tokens(login_hint="derek-okafor-lane")
    claims = party.claims(tokens["id_token"])
    assert claims["sub"] == "demo-derek-okafor-lane"
    assert (claims["iss"], claims["aud"], claims["nonce"]) == (ISSUER, "mywestminster", "the-nonce")
    assert claims["exp"] - claims["iat"] == 120
    told = party.userinfo(tokens["access_token"]).json()
    assert told["sub"] == claims["sub"]
    assert (told["name"], told["birthdate"]) == ("Derek Okafor-Lane", "1948-06-03")
    assert told["address"]["street_address"] == "Flat 3\nBellringer Court"
    assert "email" not in told


def test_only_what_was_asked_for_is_told(party):
    told = party.userinfo(party.tokens(scope="openid email")["access_token"]).json()
    assert set(told) == {"sub", "email", "email_verified"}


def test_going_back_without_signing_in_is_access_denied(party):
    assert answer(party.asks(login_hint="nobody"))["error"] == "access_denied"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"state": None}, "invalid_request"),
        ({"nonce": None}, "invalid_request"),
        ({"state": ["one", "two"]}, "invalid_request"),
        ({"request_uri": "https://elsewhere.example"}, "request_uri_not_supported"),
        ({"prompt": "none"}, "login_required"),
    ],
)
def test_a_request_that_falls_short_is_sent_back_with_its_error(party, changes, error):
    assert answer(party.asks(**changes))["error"] == error


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "another"},
        {"redirect_uri": CALLBACK + "/"},
        {"redirect_uri": CALLBACK + "?x=1"},
        {"redirect_uri": "http://127.0.0.1/auth/resident/callback"},
        {"redirect_uri": None},
        {"request": "ey"},
    ],
)
def test_an_address_that_is_not_registered_is_never_gone_to(party, changes):
    response = party.asks(**changes)
    assert response.status_code == 400
    assert "Location" not in response.headers


@pytest.mark.parametrize(
    "changes",
    [{"code_verifier": "w" * 43}, {"code_verifier": ""}, {"redirect_uri": SIGNED_OUT}, {"code": "guessed"}],
)
def test_a_code_without_its_proof_is_refused(party, changes):
    response = party.redeems(**{"code": party.code(), **changes})
    assert (response.status_code, response.json()) == (400, {"error": "invalid_grant"})


def test_a_code_works_once(party):
    code = party.code()
    assert party.redeems(code).status_code == 200
    assert party.redeems(code).json() == {"error": "invalid_grant"}


def test_a_wrong_client_secret_is_refused_and_the_code_is_kept(party):
    code = party.code()
    assert party.redeems(code, auth=("mywestminster", "guessed")).status_code == 401
    assert party.redeems(code).status_code == 200


def test_only_codes_can_be_exchanged(party):
    assert party.redeems("x", grant_type="password").json() == {"error": "unsupported_grant_type"}


def test_userinfo_needs_a_token(party):
    assert party.userinfo("guessed").status_code == 401


def test_who_was_picked_stays_signed_in_until_they_sign_out(party):
    id_token = party.tokens()["id_token"]
    assert "code" in answer(party.asks())
    assert h1(party.asks(prompt="login")) == "Who do you want to be?"
    response = party.signs_out(id_token_hint=id_token, post_logout_redirect_uri=SIGNED_OUT, state="x y")
    assert response.headers["Location"] == f"{SIGNED_OUT}?state=x+y"
    assert h1(party.asks()) == "Who do you want to be?"


def test_signing_out_goes_nowhere_that_is_not_registered(party):
    response = party.signs_out(post_logout_redirect_uri="https://elsewhere.example")
    assert response.status_code == 200
    assert h1(response) == "You are signed out of the demo sign-in"


def test_signing_out_without_a_hint_asks_first(party):
    """Or any page could sign somebody out."""
    party.code()
    page = party.signs_out(post_logout_redirect_uri=SIGNED_OUT)
    assert h1(page) == "Sign out of the demo sign-in?"
    assert "code" in answer(party.asks())
    token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    sent = {"csrf_token": token, "post_logout_redirect_uri": SIGNED_OUT}
    assert party.browser.post(party.told["end_session_endpoint"], data=sent).headers["Location"] == SIGNED_OUT
    assert h1(party.asks()) == "Who do you want to be?"


def test_a_hint_of_another_run_or_person_asks_first(party, outside):
    others = party.tokens(login_hint="wei-chen")["id_token"]
    party.code(login_hint="amina-rahman")
    for hint in (others, secrets.token_urlsafe(), "a.b.c"):
        assert h1(party.signs_out(id_token_hint=hint)) == "Sign out of the demo sign-in?"


@pytest.mark.parametrize(
    ("fault", "claim", "wrong"),
    [
        ("wrong_issuer", "iss", "https://elsewhere.example"),
        ("wrong_audience", "aud", "another-client"),
        ("audience_of_another", "azp", "mywestminster"),
        ("several_audiences", "aud", ["mywestminster", "another-client"]),
        ("wrong_nonce", "nonce", "another-nonce"),
        ("no_nonce", "nonce", None),
        ("no_subject", "sub", None),
    ],
)
def test_a_claim_can_be_made_wrong(party, outside, fault, claim, wrong):
    outside.stand_ins.provider.fault = fault
    assert party.claims(party.tokens()["id_token"]).get(claim) == wrong


def test_a_token_can_be_too_old_or_too_new(party, outside):
    outside.stand_ins.provider.fault = "expired"
    assert party.claims(party.tokens()["id_token"])["exp"] < party.claims(good(party, outside))["iat"]
    outside.stand_ins.provider.fault = "not_yet_valid"
    assert party.claims(party.tokens()["id_token"])["iat"] > party.claims(good(party, outside))["exp"]


def good(party: Party, outside: Running) -> str:
    outside.stand_ins.provider.fault = None
    return party.tokens()["id_token"]


@pytest.mark.parametrize(("fault", "error"), [("bad_signature", BadSignatureError), ("unknown_key", InvalidKeyIdError)])
def test_a_signature_can_be_made_wrong(party, outside, fault, error):
    outside.stand_ins.provider.fault = fault
    with pytest.raises(error):
        party.claims(party.tokens()["id_token"])


def test_an_unsigned_token_comes_from_a_provider_that_says_it_may(party, outside):
    outside.stand_ins.provider.fault = "alg_none"
    assert party.tokens()["id_token"].endswith(".")
    assert "none" in Party(outside).told["id_token_signing_alg_values_supported"]


def test_an_answer_can_lack_a_part_or_speak_of_another(party, outside):
    provider = outside.stand_ins.provider
    provider.fault = "no_id_token"
    assert "id_token" not in party.tokens()
    provider.fault = "other_userinfo_subject"
    tokens = party.tokens()
    assert party.userinfo(tokens["access_token"]).json()["sub"] != party.claims(tokens["id_token"])["sub"]
    provider.fault = "wrong_callback_issuer"
    assert answer(party.asks(login_hint="wei-chen"))["iss"] == "https://elsewhere.example"
    provider.fault = "no_callback_issuer"
    assert "iss" not in answer(party.asks(login_hint="wei-chen"))


def test_every_fault_is_one_of_the_list():
    assert len(set(faults.FAULTS)) == len(faults.FAULTS) == 18
    assert not set(faults.FAULTS) & set(faults.WORK)
    assert len(set(faults.IDENTITY_FAULTS)) == len(faults.IDENTITY_FAULTS) == 21


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({"demo": False}, "http://127.0.0.1:8001"),
        ({"resident_oidc": None}, "http://127.0.0.1:8001"),
        ({"staff_oidc": None}, "http://127.0.0.1:8001"),
        ({}, "http://192.0.2.1:8001"),
        ({}, "http://demo.example"),
    ],
)
def test_the_stand_ins_refuse_to_be_used_for_real(outside, changes, address):
    with pytest.raises(SettingsError):
        StandIns(replace(outside.settings, **changes), address)


@pytest.mark.parametrize("realm", ["resident", "staff"])
def test_the_stand_ins_refuse_an_issuer_that_is_not_on_this_machine(outside, realm):
    oidc = replace(outside.settings.oidc(realm), issuer="https://oidc.account.gov.uk/")
    with pytest.raises(SettingsError):
        StandIns(replace(outside.settings, **{f"{realm}_oidc": oidc}), "http://127.0.0.1:8001")


def test_the_pages_of_the_provider_are_as_ours_must_be(outside: Running):
    browser = outside.stand_ins.app.test_client()
    asked = {"client_id": "mywestminster", "redirect_uri": CALLBACK, "response_type": "code", "scope": "openid"}
    asked |= {"state": "s", "nonce": "n", "code_challenge": challenge_of(VERIFIER), "code_challenge_method": "S256"}
    visited = [
        Page(browser.get("/identity/authorize", query_string=asked), "/identity/authorize"),
        Page(browser.get("/identity/authorize"), "/identity/authorize"),
        Page(browser.get("/identity/sign-out"), "/identity/sign-out"),
    ]
    browser.get("/identity/authorize", query_string={**asked, "login_hint": "wei-chen"})
    visited.append(Page(browser.get("/identity/sign-out"), "/identity/sign-out"))
    assert [page.h1 for page in visited] == [
        "Who do you want to be?",
        "You cannot sign in from there",
        "You are signed out of the demo sign-in",
        "Sign out of the demo sign-in?",
    ]
    for page in visited:
        check_page(page, outside.stand_ins.app)
