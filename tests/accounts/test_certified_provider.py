"""Signing in at a certified provider: each way of being known, each signature, and what can be forged through it."""

import base64
import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlencode, urljoin

import httpx
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.accounts.certified import KEYS, OURS, THEIRS, Peer, client, new_keys, peer, settings_of
from tests.accounts.conftest import query, unread
from tests.accounts.listening import listening, serving
from tests.browsing import Client
from tests.factories import make_staff
from westminster.accounts import strict, work_accounts
from westminster.accounts.models import Account, ProviderSession, Session
from westminster.audit.models import AuditEntry

HERE = "/auth/resident/backchannel-logout"


@pytest.fixture(scope="module")
def heard() -> Iterator[tuple[str, list[dict[str, str]]]]:
    with listening() as both:
        yield both


@pytest.fixture(scope="module")
def our_keys(_app: Flask) -> Iterator[str]:
    """Where /auth/jwks.json answers for real."""
    with serving(_app) as address:
        yield f"{address}auth/jwks.json"


@pytest.fixture(scope="module")
def certified(heard: tuple[str, list[dict[str, str]]], our_keys: str) -> Iterator[Peer]:
    """Tells where we listen of each sign-out, and knows one client by the keys that we publish."""
    told = {"backchannel_logout_uri": heard[0], "backchannel_logout_session_required": True}
    by_keys = client("by-keys", jwks_uri=our_keys, token_endpoint_auth_method="private_key_jwt")
    with peer(client("told", **told), client("another-told", **told), by_keys) as running:
        yield running


@pytest.fixture
def provider(certified: Peer, configure) -> Peer:
    strict.made.cache_clear()
    configure(resident_oidc=settings_of(certified))
    return certified


class Person:
    """Somebody at our portal and, elsewhere, at the provider."""

    def __init__(self, client: Client, elsewhere: httpx.Client):
        self.client, self.elsewhere = client, elsewhere

    def arrive(self, start: str = "/auth/resident/start") -> str:
        """The address of ours that the provider sends them back to."""
        location = self.client.get(start).headers["Location"]
        for _ in range(6):
            answer = self.elsewhere.get(location)
            assert answer.has_redirect_location, answer.text
            location = urljoin(location, answer.headers["Location"])
            if location.startswith("http://localhost/"):
                return location.removeprefix("http://localhost")
        raise AssertionError(location)

    def sign_in(self) -> TestResponse:
        return self.client.get(self.arrive())


@pytest.fixture
def be(app: Flask) -> Iterator[Callable[..., Person]]:
    """Make somebody at a browser of their own, by their name at the provider."""
    with ExitStack() as stack:

        def made(name: str | None = "amina") -> Person:
            elsewhere = stack.enter_context(httpx.Client(headers={"X-Person": name} if name else {}))
            return Person(app.test_client(), elsewhere)

        yield made


@pytest.fixture
def person(be: Callable[..., Person]) -> Person:
    return be()


def refused(client: Client, back: str, reason: str, status: int = 400) -> None:
    """Arrive at `back` and be let in by nobody."""
    client.get_page(back, status=status)
    assert Account.select().count() == 0
    assert Session.select().where(Session.account.is_null(False)).count() == 0
    (line,) = AuditEntry.select().where(AuditEntry.act == "account.refused")
    assert json.loads(line.detail) == {"reason": reason}


def changed(back: str, **params: str | None) -> str:
    """`back` with other parameters; None takes one out."""
    path, _, _ = back.partition("?")
    sent = {name: value for name, value in (query(back) | params).items() if value is not None}
    return f"{path}?{urlencode(sent)}"


# Signed in


def test_somebody_is_signed_in_with_all_that_the_provider_knows(provider: Peer, person: Person):
    assert person.sign_in().location == "/card"
    account = Account.get()
    assert (account.issuer, account.subject) == (provider.url, "amina")
    assert (account.name, account.email, account.phone) == ("Amina Rahman", "amina@example.com", "+447700900101")
    assert account.birth_date.isoformat() == "1992-02-11"
    assert account.address["postal_code"] == "NW8 9AY"


EACH_WAY = pytest.mark.parametrize(
    ("client_id", "changes"),
    [
        (OURS, {"auth_method": "client_secret_basic"}),
        ("post", {"auth_method": "client_secret_post"}),
        *[(f"key-{alg}", {"auth_method": "private_key_jwt", "private_keys": KEYS[alg]}) for alg in KEYS],
        *[
            (f"signed-{alg}", {"auth_method": "private_key_jwt", "private_keys": KEYS[alg], "signs_requests": True})
            for alg in KEYS
        ],
    ],
)


@EACH_WAY
def test_each_way_of_being_known_signs_people_in(provider: Peer, person: Person, configure, client_id, changes):
    configure(resident_oidc=settings_of(provider, client_id, **changes))
    assert person.sign_in().location == "/card"
    # Once more: an assertion that came before would be refused.
    Session.delete().execute()
    assert person.sign_in().location == "/card"


@EACH_WAY
def test_each_way_of_being_known_signs_staff_in(provider: Peer, person: Person, configure, client_id, changes):
    again = {"prompt": "login", "max_age": 300}
    configure(staff_oidc=settings_of(provider, client_id, step_up_params=again, **changes))
    person.client.get_page(person.arrive("/auth/staff/start"), status=403)
    member = make_staff("administrator")
    work_accounts.keep(member.account_id, provider.url, "amina")
    assert person.client.get(person.arrive("/auth/staff/start")).location == "/staff/team"
    assert person.client.get(person.arrive("/auth/staff/start?again=yes")).location == "/staff/team"
    assert Session.get(Session.account.is_null(False)).account_id == member.account_id


@pytest.mark.parametrize("alg", ["ES256", "RS256", "PS256", "EdDSA"])
def test_each_signature_in_our_list_is_believed(provider: Peer, person: Person, configure, alg):
    client_id = OURS if alg == "ES256" else f"token-{alg}"
    configure(resident_oidc=settings_of(provider, client_id, id_token_algs=(alg,)))
    assert person.sign_in().location == "/card"


def test_the_provider_knows_us_by_the_keys_that_we_publish(provider: Peer, person: Person, configure):
    """It keeps what /auth/jwks.json says, so a new key is published before it signs: docs/sign-in.md, "Change a key"."""
    for order in (["ES256", "PS256"], ["PS256", "ES256"], ["PS256"]):
        keys = tuple(KEYS[alg][0] for alg in order)
        configure(resident_oidc=settings_of(provider, "by-keys", auth_method="private_key_jwt", private_keys=keys))
        Session.delete().execute()
        assert person.sign_in().location == "/card"


def test_people_with_one_address_are_two(be, provider: Peer, person: Person):
    """The provider says the same verified e-mail address of both."""
    person.sign_in()
    be("derek").sign_in()
    assert [account.subject for account in Account.select().order_by(Account.id)] == ["amina", "derek"]


# Refused


def test_a_shared_secret_signs_no_token(provider: Peer, person: Person, configure):
    configure(resident_oidc=settings_of(provider, "token-HS256"))
    refused(person.client, person.arrive(), "id_token_unsupported_algorithm")


def test_a_signature_that_is_not_in_our_list_is_not_believed(provider: Peer, person: Person, configure):
    configure(resident_oidc=settings_of(provider, "token-RS256", id_token_algs=("ES256",)))
    refused(person.client, person.arrive(), "id_token_unsupported_algorithm")


@pytest.mark.parametrize("wanted", [{"acr_values": "gold"}, {"acr_values": "platinum"}])
def test_less_than_was_asked_for_is_not_enough(provider: Peer, person: Person, configure, wanted):
    """It signs everybody in as silver, and says so in its token."""
    configure(resident_oidc=settings_of(provider, authorize_params=wanted))
    refused(person.client, person.arrive(), "lower_acr")


def test_as_much_as_was_asked_for_is_enough(provider: Peer, person: Person, configure):
    configure(resident_oidc=settings_of(provider, authorize_params={"acr_values": "silver", "max_age": 300}))
    assert person.sign_in().location == "/card"


def test_a_code_without_its_proof_key_is_worth_nothing(provider: Peer, person: Person):
    back = person.arrive()
    with person.client.session_transaction() as kept:
        (attempt,) = kept["sign_ins"].values()
        attempt["verifier"] = "x" * 48
        kept.modified = True
    refused(person.client, back, "token_invalid_grant")


def test_the_code_of_somebody_else_is_worth_nothing(be, provider: Peer, person: Person):
    theirs = be("derek").arrive()
    refused(person.client, changed(person.arrive(), code=query(theirs)["code"]), "token_invalid_grant")


def test_a_code_for_another_service_is_worth_nothing(be, provider: Peer, person: Person, configure):
    configure(resident_oidc=settings_of(provider, THEIRS))
    theirs = be("derek").arrive()
    configure(resident_oidc=settings_of(provider))
    refused(person.client, changed(person.arrive(), code=query(theirs)["code"]), "token_invalid_grant")


def test_a_code_works_once(be, provider: Peer, person: Person):
    back = person.arrive()
    code = query(back)["code"]
    person.client.get(back)
    Account.delete().execute()
    thief = be("derek")
    refused(thief.client, changed(thief.arrive(), code=code), "token_invalid_grant")


@pytest.mark.parametrize("iss", [None, "https://elsewhere.example", ""])
def test_an_answer_must_be_the_providers_own(provider: Peer, person: Person, iss):
    refused(person.client, changed(person.arrive(), iss=iss), "wrong_callback_issuer")


def test_a_token_made_for_another_sign_in_is_not_believed(provider: Peer, person: Person):
    back = person.arrive()
    with person.client.session_transaction() as kept:
        (attempt,) = kept["sign_ins"].values()
        attempt["nonce"] = "another"
        kept.modified = True
    refused(person.client, back, "id_token_invalid_claim_nonce")


def test_who_does_not_know_the_secret_signs_nobody_in(provider: Peer, person: Person, configure):
    configure(resident_oidc=settings_of(provider, client_secret="guessed"))
    refused(person.client, person.arrive(), "token_invalid_client")


def test_who_has_another_key_signs_nobody_in(provider: Peer, person: Person, configure):
    keys = KEYS["PS256"]  # registered for another of its clients
    changes = {"auth_method": "private_key_jwt", "private_keys": keys}
    configure(resident_oidc=settings_of(provider, "key-ES256", **changes))
    refused(person.client, person.arrive(), "token_invalid_client")


def test_who_would_have_to_sign_in_there_is_asked_to(provider: Peer, person: Person, configure):
    configure(resident_oidc=settings_of(provider, authorize_params={"prompt": "none"}))
    assert person.client.get_page(person.arrive(), status=400).h1 == "Sign in once more"


def test_a_request_that_it_does_not_understand_signs_nobody_in(provider: Peer, person: Person, configure):
    configure(resident_oidc=settings_of(provider, authorize_params={"prompt": "no-such-way"}))
    refused(person.client, person.arrive(), "provider_error")


def test_who_stops_is_not_signed_in(be, provider: Peer):
    visitor = be(None)
    refused(visitor.client, visitor.arrive(), "cancelled")


# Signing out


def test_signing_out_ends_both_sides(provider: Peer, person: Person):
    person.sign_in()
    page = person.client.get_page("/auth/sign-out")
    token = next(e.get("value") for e in page.all("input") if e.get("name") == "csrf_token")
    location = person.client.post("/auth/sign-out", data={"csrf_token": token}).location
    asked = person.elsewhere.get(location)
    xsrf = re.search(r'name="xsrf" value="([^"]+)"', asked.text)
    address = re.search(r'action="([^"]+)"', asked.text)
    answer = person.elsewhere.post(address[1], data={"xsrf": xsrf[1], "logout": "yes"})
    back = answer.headers["Location"].removeprefix("http://localhost")
    assert "here and on the page where you signed in" in person.client.get_page(back).main
    asked = person.elsewhere.get(person.client.get("/auth/resident/start").location)
    assert "/as/" in asked.headers["Location"], "somebody has to sign in there anew"


@pytest.fixture
def signed_out_there(provider: Peer, person: Person, configure, heard) -> str:
    """The token by which the provider says that Amina has signed out there; she is still signed in here."""
    configure(resident_oidc=settings_of(provider, "told"))
    person.sign_in()
    return sign_out_there(provider, person, heard)


def sign_out_there(provider: Peer, person: Person, heard) -> str:
    heard[1].clear()
    asked = person.elsewhere.get(f"{provider.url}/session/end")
    xsrf = re.search(r'name="xsrf" value="([^"]+)"', asked.text)
    person.elsewhere.post(f"{provider.url}/session/end/confirm", data={"xsrf": xsrf[1], "logout": "yes"})
    return heard[1][-1]["logout_token"]


def says(app, text: str) -> int:
    return app.test_client().post(HERE, data={"logout_token": text}).status_code


def test_who_signs_out_there_is_signed_out_here(app, person: Person, signed_out_there: str):
    assert unread(signed_out_there)["sid"] == ProviderSession.get().sid
    assert says(app, signed_out_there) == 200
    assert Session.select().where(Session.account.is_null(False)).count() == 0


def test_a_sign_out_is_said_once(app, person: Person, signed_out_there: str):
    assert says(app, signed_out_there) == 200
    person.sign_in()
    assert says(app, signed_out_there) == 400
    assert Session.select().where(Session.account.is_null(False)).count() == 1


def test_a_sign_out_at_another_service_ends_nothing(app, provider: Peer, person: Person, configure, signed_out_there):
    configure(resident_oidc=settings_of(provider, "another-told"))
    assert says(app, signed_out_there) == 400
    assert Session.select().where(Session.account.is_null(False)).count() == 1


def test_a_token_of_a_sign_in_is_none_of_a_sign_out(app, person: Person, signed_out_there: str):
    with person.client.session_transaction() as kept:
        assert says(app, kept["id_token"]) == 400
    head, _, mark = signed_out_there.split(".")
    other = base64.urlsafe_b64encode(json.dumps(unread(signed_out_there) | {"sub": "derek"}).encode())
    assert says(app, f"{head}.{other.decode().rstrip('=')}.{mark}") == 400


# The provider changes, and goes away


def test_keys_change_and_the_provider_comes_and_goes(be, configure, clock):
    with peer() as running:
        strict.made.cache_clear()
        configure(resident_oidc=settings_of(running))
        person = be()
        client = person.client
        assert person.sign_in().location == "/card"
        running.stop()
        page = client.get_page(f"/auth/resident/callback?{urlencode({'state': 'x'})}")
        assert page.status == 200  # signed in all the same
        running.jwks = new_keys()
        running.start()
        clock.move(minutes=1)
        person.elsewhere.cookies.clear()
        assert person.sign_in().location == "/card"
        back = person.arrive()
        running.stop()
        assert client.get_page(back, status=503).h1 == "Sign-in is not working at the moment"
        running.start()
        person.elsewhere.cookies.clear()
        assert person.sign_in().location == "/card"
