"""What anyone may fetch to check a card."""

import base64

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.factories import make_card
from westminster.cards import codes, keys, service
from westminster.core.ids import from_base32

ADDRESSES = ["/.well-known/card-keys.json", "/.well-known/card-keys", "/.well-known/status-list/0"]


def b64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def check(token: bytes, public: bytes) -> dict:
    """The claims, checked with nothing of ours."""
    protected, _, payload, signature = cbor2.loads(token).value
    signed = cbor2.dumps(["Signature1", protected, b"", payload])
    Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    return cbor2.loads(payload)


def test_a_card_is_checked_with_the_published_json_keys(client):
    card = make_card()
    token = from_base32(codes.of(card.id, "web").token)
    kid = cbor2.loads(cbor2.loads(token).value[0])[4]
    found = {b64(key["kid"]): key for key in client.get("/.well-known/card-keys.json").get_json()["keys"]}
    assert {name: found[kid][name] for name in ("kty", "crv", "alg", "use")} == {
        "kty": "OKP",
        "crv": "Ed25519",
        "alg": "EdDSA",
        "use": "sig",
    }
    assert check(token, b64(found[kid]["x"]))[7].hex() == card.reference


def test_a_card_and_the_list_are_checked_with_the_published_cose_keys(client):
    card = service.stop(make_card(), "lost", actor="resident:7")
    (key,) = cbor2.loads(client.get("/.well-known/card-keys").data)
    assert (key[1], key[3], key[-1]) == (1, -8, 6)
    claims = check(from_base32(codes.of(card.id, "web").token), key[-2])
    listed = check(client.get("/.well-known/status-list/0").data, key[-2])
    assert claims[1] == listed[1]


def test_each_has_its_media_type(client):
    types = [client.get(address).content_type for address in ADDRESSES]
    assert types == ["application/jwk-set+json", "application/cose-key-set", "application/statuslist+cwt"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_of_others_may_read_them_and_keep_them_a_little(client, address: str):
    keys.signing_key()
    response = client.get(address, headers={"Origin": "https://verifier.example"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.cache_control.public
    assert 0 < response.cache_control.max_age <= 300
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_it_is_not_sent_it_again(client, address: str):
    etag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_stopped_card_changes_the_tag_of_the_list(client):
    card = make_card()
    before = client.get("/.well-known/status-list/0").headers["ETag"]
    service.stop(card, "lost", actor="resident:7")
    response = client.get("/.well-known/status-list/0", headers={"If-None-Match": before})
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/.well-known/status-list/1", 404),
        ("/.well-known/status-list/-1", 404),
        ("/.well-known/status-list/x", 404),
        ("/.well-known/status-list/99999999999999999999999", 404),
        ("/.well-known/status-list/0?time=1686925000", 501),
    ],
)
def test_other_lists_are_not_there(client, address: str, status: int):
    assert client.get(address).status_code == status


def test_keys_are_rotated_by_a_command(app):
    old = keys.signing_key().kid.hex()
    result = app.test_cli_runner().invoke(args=["keys", "rotate"])
    assert result.exit_code == 0, result.output
    assert keys.signing_key().kid.hex() in result.output
    assert old not in result.output
