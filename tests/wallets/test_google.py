import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.browsing import Client
from tests.demo.running import Running
from tests.factories import make_card, make_resident
from tests.wallets.conftest import names
from tests.wallets.test_rules_face import make_face
from westminster.cards import service as cards
from westminster.core.clock import now, today
from westminster.core.errors import GatewayDown
from westminster.core.settings import Settings, SettingsError
from westminster.core.worker import drain
from westminster.gateways import google_wallet
from westminster.wallets import google, service


def claims_of(link: str, key_file: str) -> dict[str, Any]:
    """What a save link says, checked with a public key that another library read from the key file."""
    private = serialization.load_pem_private_key(json.loads(Path(key_file).read_text())["private_key"].encode(), None)
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    token = jwt.decode(link.rpartition("/")[2], RSAKey.import_key(public), algorithms=["RS256"])
    assert token.header == {"alg": "RS256", "typ": "JWT"}
    return dict(token.claims)


def kept(outside: Running, serial: str) -> dict[str, Any]:
    """The card as the stand-in has it."""
    gateway = google_wallet.connect()
    path = f"genericObject/{outside.settings.google['ISSUER']}.{serial}"
    answer = gateway._client.get(path, headers=gateway._authorization())
    answer.raise_for_status()
    return dict(answer.json())


def save(client: Client, **person: Any) -> Any:
    """A card whose holder followed the button; returns it and the link."""
    card = make_card(make_resident(**person))
    client.sign_in(card.resident.account_id)
    answer = client.get("/card/google")
    assert answer.status_code == 303, answer.text
    return card, answer.headers["Location"]


def test_the_link_is_short_and_signed_by_the_service_account(client: Client, outside: Running):
    card, link = save(client)
    assert len(link) <= 1800
    assert claims_of(link, outside.settings.google["KEY"]) == {
        "iss": "demo@mywestminster.example.com",
        "aud": "google",
        "typ": "savetowallet",
        "iat": int(now().timestamp()),
        "origins": ["http://localhost"],
        "payload": {"genericObjects": [{"id": f"{outside.settings.google['ISSUER']}.{card.public_id}"}]},
    }


def test_google_has_the_card_before_the_link_is_followed(client: Client, outside: Running):
    card, link = save(client, full_name="Amina Rahman")
    body = kept(outside, card.public_id)
    assert body["state"] == "ACTIVE"
    assert body["barcode"] == {
        "type": "QR_CODE",
        "value": service.face_for(card.resident_id, "pass").code,
        "alternateText": card.number,
    }
    assert body["validTimeInterval"]["end"]["date"] == "2027-11-19T23:59:59+00:00"
    page = httpx.get(link)
    assert page.status_code == 200
    assert "Amina Rahman" in page.text
    assert card.number in page.text


def test_saving_again_brings_it_up_to_date(client: Client, outside: Running):
    card, _ = save(client, full_name="Amina Rahman")
    resident = card.resident
    resident.full_name = "Amina Rahman-Lane"
    resident.save()
    assert client.get("/card/google").status_code == 303
    assert kept(outside, card.public_id)["header"]["defaultValue"]["value"] == "Amina Rahman-Lane"


def test_google_follows_a_card_through_its_life(client: Client, outside: Running):
    card, _ = save(client)
    actor = f"resident:{card.resident_id}"
    for verb, state in (
        (lambda: cards.stop(card, "lost", actor=actor), "INACTIVE"),
        (lambda: cards.restore(card, actor=actor), "ACTIVE"),
        (lambda: cards.suspend(card, actor="staff:1"), "INACTIVE"),
        (lambda: cards.unsuspend(card, actor="staff:1"), "ACTIVE"),
        (lambda: cards.replace(card, "lost", actor=actor), "INACTIVE"),
    ):
        verb()
        drain()
        assert kept(outside, card.public_id)["state"] == state


def test_a_renewed_card_has_its_new_code_and_date_at_google(client: Client, outside: Running):
    card, _ = save(client)
    before = kept(outside, card.public_id)
    cards.renew(card, today().replace(year=2028), actor="system")
    drain()
    after = kept(outside, card.public_id)
    assert after["validTimeInterval"]["end"]["date"].startswith("2028-11-20")
    assert after["barcode"]["value"] != before["barcode"]["value"]


def test_a_card_that_was_never_saved_is_left_alone(client: Client, outside: Running):
    card = make_card()
    cards.stop(card, "lost", actor=f"resident:{card.resident_id}")
    drain()
    with pytest.raises(httpx.HTTPStatusError):
        kept(outside, card.public_id)


def test_when_google_is_away_the_page_says_so_and_the_change_waits(client: Client, outside: Running, clock: Any):
    card, _ = save(client)
    outside.stand_ins.trouble["google_wallet"] = "down"
    client.get_page("/card/google", status=503)
    cards.stop(card, "lost", actor=f"resident:{card.resident_id}")
    drain()
    outside.stand_ins.trouble.clear()
    assert kept(outside, card.public_id)["state"] == "ACTIVE"
    clock.move(minutes=5)
    drain()
    assert kept(outside, card.public_id)["state"] == "INACTIVE"


@pytest.mark.parametrize("name", names())
def test_no_name_breaks_a_card_at_google(client: Client, outside: Running, name: str):
    card, link = save(client, full_name=name)
    assert len(link) <= 1800
    assert (
        kept(outside, card.public_id)["header"]["defaultValue"]["value"]
        == service.face_for(card.resident_id, "pass").name
    )
    assert httpx.get(link).status_code == 200


def test_a_link_signed_by_somebody_else_saves_nothing(client: Client, outside: Running):
    _, link = save(client)
    claims = claims_of(link, outside.settings.google["KEY"])
    forged = jwt.encode({"alg": "RS256"}, claims, RSAKey.generate_key(2048), algorithms=["RS256"])
    address = urlsplit(link)
    assert httpx.get(link.replace(address.path.rpartition("/")[2], forged)).status_code == 400


def test_a_token_for_somebody_else_is_refused(outside: Running):
    stranger = google_wallet.Account("demo@mywestminster.example.com", RSAKey.generate_key(2048))
    known = outside.settings.google
    with pytest.raises(GatewayDown):
        google_wallet.GoogleWallet(stranger, known["URL"], known["TOKEN_URL"]).keep("genericClass", {"id": "1.a"})


def test_one_access_token_serves_many_calls_and_a_lost_one_is_fetched_again(client: Client, outside: Running):
    card, _ = save(client)
    first = google_wallet.connect()._token
    service.follow(card.id)
    assert google_wallet.connect()._token == first
    google_wallet.connect()._token = "forgotten"
    service.follow(card.id)
    assert google_wallet.connect()._token not in (first, "forgotten")


@pytest.mark.parametrize("kind", ["down", "junk"])
def test_trouble_at_google_is_one_error(client: Client, outside: Running, kind: str):
    save(client)
    outside.stand_ins.trouble["google_wallet"] = kind
    with pytest.raises(GatewayDown):
        google_wallet.connect().keep("genericClass", {"id": f"{outside.settings.google['ISSUER']}.card"})


def test_without_settings_google_is_not_offered(client: Client):
    client.sign_in(make_card().resident.account_id)
    assert service.available().google is False
    client.get_page("/card/google", status=404)


def test_a_key_file_that_is_none_is_told_at_the_start(tmp_path: Path, configure: Callable[..., Settings]):
    (tmp_path / "key.json").write_text('{"client_email": "a@example.com"}')
    with pytest.raises(SettingsError, match="GOOGLE_WALLET_KEY must be"):
        service.check(configure(google={"KEY": str(tmp_path / "key.json"), "ISSUER": "338"}))


def test_on_https_google_is_shown_our_mark_which_it_can_fetch(client: Client):
    body = google.card_object(make_face(), "338", "https://card.example")
    assert body["logo"]["sourceUri"]["uri"] == "https://card.example/wallet/mark.png"
    answer = client.get("/wallet/mark.png")
    assert answer.headers["Content-Type"] == "image/png"
    assert "logo" not in google.card_object(make_face(), "338", "http://localhost")


def test_a_card_that_does_not_work_is_inactive():
    assert google.card_object(replace(make_face(), status="expired"), "338", "http://localhost")["state"] == "INACTIVE"
