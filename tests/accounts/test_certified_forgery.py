"""What can be forged of a certified provider's answers, with its own keys or without: nobody is signed in by any of it."""

import base64
import hmac
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from tests.accounts.between import DISCOVERY, KEYS, TOKEN, USERINFO, Between, Told, standing_between
from tests.accounts.certified import OURS, THEIRS, Peer, peer, settings_of
from tests.accounts.conftest import unread
from tests.accounts.test_certified_provider import Person, refused
from westminster.accounts import strict
from westminster.accounts.models import Identity
from westminster.core.clock import today
from westminster.core.oidc_settings import Identity as IdentitySettings
from westminster.demo import cast
from westminster.demo.faults import IDENTITY_FAULTS
from westminster.demo.proving import ADDRESS, CORE, LEVEL, Prover

Claims = dict[str, Any]
Forged = dict[str, Callable[[Told], Told]]


@pytest.fixture(scope="module")
def certified() -> Iterator[Peer]:
    with peer() as running:
        yield running


@pytest.fixture
def between(certified: Peer, configure) -> Iterator[Between]:
    strict.made.cache_clear()
    with standing_between(certified) as standing:
        configure(resident_oidc=settings_of(certified, discovery_url=standing.address + DISCOVERY))
        yield standing


@pytest.fixture
def person(app) -> Iterator[Person]:
    with httpx.Client(headers={"X-Person": "amina"}) as elsewhere:
        yield Person(app.test_client(), elsewhere)


def key_of(provider: Peer) -> ECKey:
    return ECKey.import_key(provider.jwks["keys"][0])


def signed(claims: Claims, key: ECKey, kid: str | None = None) -> str:
    return jwt.encode({"alg": "ES256", "kid": kid or key.kid}, claims, key)


def unsigned(claims: Claims, header: Claims, mark: Callable[[bytes], bytes] = lambda _: b"") -> str:
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims)]
    text = b".".join(parts)
    return b".".join([text, base64.urlsafe_b64encode(mark(text)).rstrip(b"=")]).decode()


def token(make: Callable[[Claims, ECKey], str]) -> Callable[[Peer], Forged]:
    """The id_token is what `make` makes of its claims with the provider's key."""
    return lambda provider: {
        TOKEN: lambda told: told | {"id_token": make(unread(told["id_token"]), key_of(provider))},
    }


def says(**changes: Any) -> Callable[[Peer], Forged]:
    """The provider's own signature under other claims; None takes one out."""
    return token(lambda claims, key: signed({k: v for k, v in (claims | changes).items() if v is not None}, key))


def listing(alg: str, forge: Callable[[Peer], Forged]) -> Callable[[Peer], Forged]:
    """The provider's document lists that algorithm too."""
    name = "id_token_signing_alg_values_supported"
    return lambda provider: {**forge(provider), DISCOVERY: lambda told: told | {name: [*told[name], alg]}}


def of_public_key(claims: Claims, key: ECKey) -> str:
    secret = key.as_pem(private=False)
    return unsigned(claims, {"alg": "HS256", "kid": key.kid}, lambda text: hmac.digest(secret, text, "sha256"))


FORGERIES: dict[str, tuple[Callable[[Peer], Forged], str]] = {
    "signed by nobody": (
        listing("none", token(lambda claims, _: unsigned(claims, {"alg": "none"}))),
        "id_token_unsupported_algorithm",
    ),
    "signed with the public key": (listing("HS256", token(of_public_key)), "id_token_unsupported_algorithm"),
    "signed by a stranger": (
        token(lambda claims, key: signed(claims, ECKey.generate_key("P-256"), key.kid)),
        "id_token_bad_signature",
    ),
    "signed with a retired key": (
        lambda _: {KEYS: lambda told: {"keys": [key for key in told["keys"] if key["kty"] != "EC"]}},
        "id_token_invalid_key_id",
    ),
    "for another service that names us": (says(aud=THEIRS, azp=OURS), "wrong_audience"),
    "for another service": (says(aud=THEIRS), "id_token_missing_claim_azp"),
    "for another service too": (says(aud=[OURS, THEIRS], azp=OURS), "wrong_audience"),
    "for nobody": (says(aud=None), "id_token_missing_claim_aud"),
    "of another issuer": (says(iss="https://elsewhere.example"), "id_token_invalid_claim_iss"),
    "of nobody": (says(sub=None), "id_token_missing_claim_sub"),
    "of somebody else": (says(sub="derek"), "other_userinfo_subject"),
    "for another sign-in": (says(nonce="another"), "id_token_invalid_claim_nonce"),
    "for any sign-in": (says(nonce=None), "id_token_missing_claim_nonce"),
    "run out": (says(iat=int(time.time()) - 7200, exp=int(time.time()) - 3600), "id_token_expired_token_exp"),
    "without an end": (says(exp=None), "id_token_missing_claim_exp"),
    "of tomorrow": (says(iat=int(time.time()) + 86_400), "id_token_invalid_claim_iat"),
    "beside another access token": (says(at_hash="x" * 22), "id_token_invalid_claim_at_hash"),
    "not there": (lambda _: {TOKEN: lambda told: {k: v for k, v in told.items() if k != "id_token"}}, "no_id_token"),
    "beside somebody else": (lambda _: {USERINFO: lambda told: told | {"sub": "derek"}}, "other_userinfo_subject"),
}


def test_who_only_passes_on_changes_nothing(between: Between, person: Person):
    assert person.sign_in().location == "/card"


@pytest.mark.parametrize(("forge", "reason"), FORGERIES.values(), ids=FORGERIES)
def test_a_forged_answer_signs_nobody_in(between: Between, person: Person, forge, reason):
    back = person.arrive()
    between.changes |= forge(between.peer)
    strict.made.cache_clear()  # a document that was changed is one that was asked for since
    refused(person.client, back, reason)


@pytest.mark.parametrize(("vot", "is_enough"), [("Cl.Cm", True), ("Cl", False), ("Cl.Cm.P2", True), (None, False)])
def test_two_factors_are_held_to(between: Between, person: Person, configure, vot, is_enough):
    discovery = between.address + DISCOVERY
    configure(resident_oidc=settings_of(between.peer, discovery_url=discovery, authorize_params={"vtr": ["Cl.Cm"]}))
    between.changes |= says(vot=vot)(between.peer)
    if is_enough:
        assert person.sign_in().location == "/card"
    else:
        refused(person.client, person.arrive(), "lower_vot")


# The token of a proven identity beside it


class Amina(cast.Persona):
    subject = "amina"  # type: ignore[assignment]  # as the provider here knows her


class Other(Prover):
    """One that errs as `fault` says."""

    fault: str | None = None


@pytest.fixture
def prover(between: Between, configure) -> Other:
    """Signs what it proves with a key of its own, as GOV.UK One Login does, and tells it unasked."""
    made, asked = Other("https://proofs.example", OURS), frozenset({CORE, ADDRESS})
    amina = Amina(**vars(cast.find("amina-rahman")))
    between.changes[USERINFO] = lambda told: told | made.claims(amina, asked, today(), made.fault)
    between.changes[KEYS] = lambda told: told | made.document()
    identity = IdentitySettings(CORE, made.issuer, between.address + KEYS, LEVEL)
    known = {"discovery_url": between.address + DISCOVERY, "identity": identity}
    configure(resident_oidc=settings_of(between.peer, **known, claim_map={"proven_address": ADDRESS}))
    return made


def test_a_proven_identity_is_kept(prover: Other, person: Person):
    person.sign_in()
    assert Identity.get().name == "Amina Rahman"


@pytest.mark.parametrize("fault", IDENTITY_FAULTS)
def test_a_faulty_identity_signs_nobody_in(prover: Other, person: Person, fault):
    prover.fault = fault
    back = person.arrive()
    person.client.get_page(back, status=400)
    assert Identity.select().count() == 0
