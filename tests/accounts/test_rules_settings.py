"""The settings of sign-in that would make us believe anybody are refused at the start."""

import base64
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from tests.accounts.keys import EC, RSA, certificate, pem
from westminster.core.oidc_settings import FIELDS, OURS, Identity
from westminster.core.settings import Oidc, Settings, SettingsError, https_or_loopback

USUAL = {
    "SECRET_KEY": "a secret for tests, not for people",
    "BASE_URL": "https://card.example",
    "RESIDENT_OIDC_ISSUER": "https://id.example/",
    "RESIDENT_OIDC_CLIENT_ID": "us",
    "RESIDENT_OIDC_CLIENT_SECRET": "a client's secret",
}


def oidc(**environ: str) -> Oidc:
    told = Settings.from_environ(
        USUAL | {f"RESIDENT_OIDC_{name}": value for name, value in environ.items()}
    ).resident_oidc
    assert told is not None
    return told


def test_the_usual_is_enough():
    told = oidc()
    assert told.issuer == "https://id.example/"
    assert told.discovery_url == "https://id.example/.well-known/openid-configuration"
    assert told.id_token_algs == ("ES256", "RS256", "PS256")


def test_what_differs_is_set():
    told = oidc(SCOPES="openid email", ID_TOKEN_ALGS="ES256 EdDSA", KEYS_MAX_AGE="600", CLOCK_SKEW="5")
    assert (told.scopes, told.id_token_algs, told.keys_max_age, told.clock_skew) == (
        "openid email",
        ("ES256", "EdDSA"),
        600,
        5,
    )


@pytest.mark.parametrize("algs", ["none", "ES256 none", "HS256", "RS256 HS256", "es256", "RS1"])
def test_a_token_must_be_signed_with_a_private_key(algs):
    with pytest.raises(SettingsError, match="ID_TOKEN_ALGS"):
        oidc(ID_TOKEN_ALGS=algs)


@pytest.mark.parametrize("name", ["ISSUER", "DISCOVERY_URL"])
@pytest.mark.parametrize("address", ["http://id.example", "id.example", "ftp://id.example", "http://127.0.0.1.example"])
def test_a_provider_is_asked_over_https(name, address):
    with pytest.raises(SettingsError, match="https"):
        oidc(**{name: address})


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://id.example/x", True),
        ("http://127.0.0.1:8001", True),
        ("http://localhost", True),
        ("http://[::1]:5", True),
        ("http://id.example", False),
        ("http://127.0.0.1@id.example", False),
        ("https://", False),
        ("", False),
        ("/x", False),
    ],
)
def test_in_the_clear_only_inside_this_machine(address, good):
    assert https_or_loopback(address) is good


def test_the_secret_is_not_shown():
    assert "a client's secret" not in repr(oidc())


def test_staff_sign_in_by_settings_of_their_own():
    told = Settings.from_environ(USUAL | {name.replace("RESIDENT", "STAFF"): value for name, value in USUAL.items()})
    again = {"prompt": "login", "max_age": 300}
    assert told.oidc("staff") == replace(oidc(), step_up_params=again)
    assert told.oidc("resident") == oidc()
    assert Settings.from_environ(USUAL).oidc("staff") is None


@pytest.mark.parametrize("name", ["CLIENT_ID", "CLIENT_SECRET"])
def test_what_goes_with_an_issuer_is_missed(name):
    with pytest.raises(SettingsError, match=name):
        oidc(**{name: ""})


def test_a_secret_in_a_file_comes_first(tmp_path: Path):
    (tmp_path / "secret").write_text("the one in the file\n")
    assert oidc(CLIENT_SECRET_FILE=str(tmp_path / "secret")).client_secret == "the one in the file"


@pytest.mark.parametrize("name", ["CLIENT_SECRET_FILE", "PRIVATE_KEY_FILE"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name):
    with pytest.raises(SettingsError, match=name):
        oidc(**{name: str(tmp_path / "nothing")})


# Private keys


def keys(tmp_path: Path, *parts: str, **more: str) -> Oidc:
    (tmp_path / "keys.pem").write_text("".join(parts))
    return oidc(PRIVATE_KEY_FILE=str(tmp_path / "keys.pem"), CLIENT_SECRET="", AUTH_METHOD="private_key_jwt", **more)


@pytest.mark.parametrize(
    ("key", "alg"),
    [(RSA, "RS256"), (EC, "ES256"), (ec.generate_private_key(ec.SECP384R1()), "ES384")],
    ids=["RSA", "P-256", "P-384"],
)
def test_a_key_signs_with_what_is_usual_for_it(tmp_path: Path, key, alg):
    (known,) = keys(tmp_path, pem(key)).private_keys
    assert known.alg == alg
    assert known.kid == known.key.thumbprint()
    assert "PRIVATE" not in repr(keys(tmp_path, pem(key)))


def test_another_algorithm_and_name_can_be_set(tmp_path: Path):
    (known,) = keys(tmp_path, pem(RSA), PRIVATE_KEY_ALG="PS512", PRIVATE_KEY_KID="2026-11").private_keys
    assert (known.alg, known.kid, known.key.kid) == ("PS512", "2026-11", "2026-11")


def test_the_first_of_several_signs(tmp_path: Path):
    told = keys(tmp_path, "-- new\n", pem(EC), "-- old\n", pem(RSA), PRIVATE_KEY_KID="new old", PRIVATE_KEY_ALG="ES256")
    assert [(key.kid, key.alg) for key in told.private_keys] == [("new", "ES256"), ("old", "RS256")]


def test_a_certificate_goes_with_its_key(tmp_path: Path):
    made = certificate(RSA)
    told = keys(tmp_path, pem(EC), pem(RSA), made.public_bytes(Encoding.PEM).decode())
    of = {"x5t": SHA1(), "x5t#S256": SHA256()}
    thumbprints = {
        name: base64.urlsafe_b64encode(made.fingerprint(how)).decode().rstrip("=") for name, how in of.items()
    }
    assert [key.thumbprints for key in told.private_keys] == [{}, thumbprints]


@pytest.mark.parametrize(
    ("parts", "more"),
    [
        (("nothing in PEM",), {}),
        (("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",), {}),
        ((pem(EC, b"locked"),), {}),
        ((pem(rsa.generate_private_key(65537, 1024)),), {}),
        ((pem(ec.generate_private_key(ec.SECP256K1())),), {}),
        ((pem(ed25519.Ed25519PrivateKey.generate()),), {}),
        ((pem(EC), pem(EC)), {}),
        ((pem(EC), pem(RSA)), {"PRIVATE_KEY_KID": "one"}),
        ((pem(EC), pem(RSA)), {"PRIVATE_KEY_KID": "one one"}),
        ((pem(EC),), {"PRIVATE_KEY_ALG": "RS256"}),
        ((pem(EC),), {"PRIVATE_KEY_ALG": "HS256"}),
        ((pem(EC), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), {}),
    ],
)
def test_keys_that_cannot_be_used_are_refused(tmp_path: Path, parts, more):
    with pytest.raises(SettingsError, match="RESIDENT_OIDC_PRIVATE_KEY"):
        keys(tmp_path, *parts, **more)


@pytest.mark.parametrize("more", [{"AUTH_METHOD": "private_key_jwt"}, {"REQUEST_OBJECT": "signed"}])
def test_who_signs_needs_a_key(more):
    with pytest.raises(SettingsError, match="PRIVATE_KEY_FILE"):
        oidc(**more)


# What is asked for


@pytest.mark.parametrize(
    ("name", "value"),
    [("AUTH_METHOD", "none"), ("AUTH_METHOD", "client_secret_jwt"), ("REQUEST_OBJECT", "yes"), ("SCOPES", "profile")],
)
def test_a_choice_that_is_none_is_refused(name, value):
    with pytest.raises(SettingsError, match=name):
        oidc(**{name: value})


@pytest.mark.parametrize("name", ["CLAIMS", "AUTHORIZE_PARAMS", "STEP_UP_PARAMS", "STEP_UP_CLAIMS", "CLAIM_MAP"])
@pytest.mark.parametrize("value", ["[]", "5", "{", "null", '"vtr"'])
def test_an_object_must_be_one(name, value):
    with pytest.raises(SettingsError, match=name):
        oidc(**{name: value})


@pytest.mark.parametrize("name", ["AUTHORIZE_PARAMS", "STEP_UP_PARAMS"])
@pytest.mark.parametrize("taken", sorted(OURS))
def test_what_protects_a_request_cannot_be_set(name, taken):
    with pytest.raises(SettingsError, match=taken):
        oidc(**{name: f'{{"{taken}": "x"}}'})


@pytest.mark.parametrize("value", ['{"password": "x"}', '{"name": 5}', '{"name": ""}', '{"name": null}'])
def test_claims_are_mapped_to_fields_that_there_are(value):
    with pytest.raises(SettingsError, match="CLAIM_MAP"):
        oidc(CLAIM_MAP=value)
    assert "name" in FIELDS


PROVING = {
    "IDENTITY_CLAIM": "https://vocab.account.gov.uk/v1/coreIdentityJWT",
    "IDENTITY_ISSUER": "https://identity.account.gov.uk/",
    "IDENTITY_KEYS_URL": "https://identity.account.gov.uk/.well-known/did.json",
    "IDENTITY_LEVEL": "P2",
}


def test_a_proven_identity_has_an_issuer_of_its_own():
    told = oidc(**PROVING, STEP_UP_PARAMS='{"vtr": ["Cl.Cm.P2"]}')
    assert told.identity == Identity(*PROVING.values())
    assert told.proves_identity
    assert not oidc(**PROVING).proves_identity
    assert oidc().identity is None


@pytest.mark.parametrize("name", PROVING)
def test_a_proven_identity_needs_all_its_settings(name):
    with pytest.raises(SettingsError, match="IDENTITY"):
        oidc(**PROVING | {name: ""})


def test_the_keys_of_identities_come_over_https():
    with pytest.raises(SettingsError, match="IDENTITY_KEYS_URL"):
        oidc(**PROVING | {"IDENTITY_KEYS_URL": "http://identity.example/did.json"})


def test_settings_can_be_told_apart():
    """Each provider has a client of its own, found by them."""
    assert len({oidc(), oidc(SCOPES="openid"), oidc(CLAIMS='{"a": 1}')}) == 3
