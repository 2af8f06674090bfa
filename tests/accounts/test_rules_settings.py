"""The settings of sign-in that would make us believe anybody are refused at the start."""

import pytest

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
