import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from cryptography import x509

from tests.browsing import Client
from tests.factories import make_card, make_resident
from tests.wallets.conftest import names
from tests.wallets.test_rules_face import make_face
from tests.wallets.verifier import opened, strings, verified
from westminster.cards import service as cards
from westminster.cards.codes import of, url
from westminster.core.clock import frozen, now
from westminster.core.settings import Settings, SettingsError
from westminster.demo import certificates
from westminster.wallets import apple as passes
from westminster.wallets import service, signing
from westminster.wallets.zipped import Archive


def field(content: dict[str, Any], key: str) -> Any:
    fields = [one for group in content["generic"].values() for one in group]
    return next(one["value"] for one in fields if one["key"] == key)


def download(client: Client, status: str = "active") -> bytes:
    card = make_card(status=status)
    client.sign_in(card.resident.account_id)
    answer = client.get("/card/apple.pkpass")
    assert answer.status_code == 200
    return answer.data


def test_the_pass_is_one_that_wallet_takes(client: Client, with_apple: Settings, root: Path):
    resident = make_resident(full_name="Amina Rahman")
    card = make_card(resident)
    client.sign_in(resident.account_id)
    answer = client.get("/card/apple.pkpass")
    assert answer.headers["Content-Type"] == "application/vnd.apple.pkpass"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mywestminster.pkpass"'
    assert answer.headers["Cache-Control"] == "no-store"
    content = verified(answer.data, root)
    assert content["serialNumber"] == card.public_id
    assert field(content, "holder") == "Amina Rahman"
    assert field(content, "number") == card.number
    assert field(content, "phone") == "020 7946 0123"
    assert content["expirationDate"] == "2027-11-19T23:59:59+00:00"
    assert content["sharingProhibited"] is True
    assert content["voided"] is False
    assert "webServiceURL" not in content


def test_its_code_is_the_cards_code_for_passes(client: Client, with_apple: Settings, root: Path):
    card = make_card()
    client.sign_in(card.resident.account_id)
    content = verified(client.get("/card/apple.pkpass").data, root)
    (code,) = content["barcodes"]
    assert code["format"] == "PKBarcodeFormatQR"
    assert code["altText"] == card.number
    assert code["message"] == url(of(card.id, "pass"))
    read = zxingcpp.read_barcodes(
        zxingcpp.create_barcode(code["message"], zxingcpp.BarcodeFormat.QRCode).to_image(scale=4)
    )
    assert read[0].text == code["message"]


@pytest.mark.parametrize("status", ["stopped", "suspended"])
def test_a_card_that_does_not_work_makes_a_void_pass_without_a_code(
    client: Client, with_apple: Settings, root: Path, status: str
):
    content = verified(download(client, status), root)
    assert content["voided"] is True
    assert "barcodes" not in content


def test_an_expired_card_makes_a_void_pass(client: Client, with_apple: Settings, root: Path):
    with frozen(now() - timedelta(days=400)):
        card = make_card()
    client.sign_in(card.resident.account_id)
    assert verified(client.get("/card/apple.pkpass").data, root)["voided"] is True


def test_after_a_replacement_the_new_card_is_what_one_gets(client: Client, with_apple: Settings, root: Path):
    old = make_card(status="stopped")
    new = cards.replace(old, "lost", actor=f"resident:{old.resident_id}")
    client.sign_in(old.resident.account_id)
    content = verified(client.get("/card/apple.pkpass").data, root)
    assert content["serialNumber"] == new.public_id != old.public_id
    assert content["voided"] is False


@pytest.mark.parametrize("name", names())
def test_no_name_breaks_a_pass(with_apple: Settings, root: Path, name: str):
    card = make_card(make_resident(full_name=name))
    shown = field(verified(service.apple_pass(card.resident_id), root), "holder")
    assert shown
    assert "\n" not in shown


def test_without_a_card_there_is_no_pass(client: Client, with_apple: Settings):
    client.sign_in(make_resident().account_id)
    client.get_page("/card/apple.pkpass", status=404)


def test_without_certificates_no_pass_is_offered(client: Client):
    client.sign_in(make_card().resident.account_id)
    assert service.available().apple is False
    client.get_page("/card/apple.pkpass", status=404)


def test_a_certificate_out_of_date_takes_the_offer_away(with_apple: Settings):
    assert service.available().apple is True
    with frozen(now() + timedelta(days=365 * 11)):
        assert service.available().apple is False


def test_only_the_signature_differs_between_two_downloads(with_apple: Settings):
    card = make_card()
    first, second = (opened(service.apple_pass(card.resident_id)) for _ in range(2))
    del first["signature"], second["signature"]
    assert first == second


def test_the_same_files_are_the_same_archive():
    files = {"a.txt": b"a", "ü/b.bin": bytes(range(256))}
    archive = Archive(files).with_files({"c": b""})
    assert archive == Archive(files).with_files({"c": b""})
    assert opened(archive) == {**files, "c": b""}


def test_quotes_and_line_ends_in_a_translation_stay_inside_it():
    table = {'say "hello"': 'dis « "bonjour" »', "two\nlines": "deux\nlignes", "back\\slash": "\\"}
    assert strings(passes.strings(table)) == table


def test_every_label_can_be_translated(with_apple: Settings):
    files = opened(service.apple_pass(make_card().resident_id))
    content, known = json.loads(files["pass.json"]), strings(files["en.lproj/pass.strings"])
    labels = {one["label"] for group in content["generic"].values() for one in group if "label" in one}
    assert labels | {content["description"]} <= set(known)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"PASS_TYPE": "pass.somebody.else"}, "APPLE_PASS_TYPE is not"),
        ({"TEAM": "OTHER00000"}, "APPLE_TEAM is not"),
        ({"WWDR_CERT": "PASS_CERT"}, "APPLE_WWDR_CERT did not issue"),
        ({"PASS_KEY": "PASS_CERT"}, "APPLE_PASS_KEY must be"),
        ({"PASS_CERT": "/nowhere"}, "APPLE_PASS_CERT must be"),
        ({"TEAM": ""}, "needs APPLE_TEAM"),
    ],
)
def test_settings_that_do_not_belong_together_are_told_at_the_start(
    apple: dict[str, str], changed: dict[str, str], says: str
):
    wrong = apple | {name: apple.get(value, value) for name, value in changed.items()}
    with pytest.raises(SettingsError, match=says):
        signing.load(wrong)


def test_the_key_of_another_certificate_is_found_out(apple: dict[str, str], tmp_path: Path):
    other = certificates.ensure(tmp_path)
    with pytest.raises(SettingsError, match="APPLE_PASS_KEY is not the key"):
        signing.load(apple | {"PASS_KEY": other["APPLE_PASS_KEY"]})


def test_the_portal_does_not_start_with_wallets_set_up_by_half(configure: Callable[..., Settings]):
    with pytest.raises(SettingsError, match="go together"):
        service.check(configure(google={"ISSUER": "338"}))
    with pytest.raises(SettingsError, match="also needs APPLE_PASS_CERT"):
        service.check(configure(google={}, apple={"TEAM": "T"}))


def test_demo_keys_are_made_once_and_for_their_owner_alone(tmp_path: Path):
    first = certificates.ensure(tmp_path)
    before = {path.name: path.read_bytes() for path in (tmp_path / "wallets").iterdir()}
    assert certificates.ensure(tmp_path) == first
    assert {path.name: path.read_bytes() for path in (tmp_path / "wallets").iterdir()} == before
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "wallets").iterdir()} == {0o600}


def test_the_demo_gives_away_the_root_of_its_passes(client: Client, demo_keys: dict[str, str], configure: Any):
    assert client.get("/demo/wallet-ca.pem").status_code == 404
    assert "Wallets" not in client.get_page("/demo").text
    configure(state_dir=Path(demo_keys["APPLE_PASS_CERT"]).parents[1])
    assert "for trying out" in client.get_page("/demo").text
    root = x509.load_pem_x509_certificate(client.get("/demo/wallet-ca.pem").data)
    assert "for trying out" in root.subject.rfc4514_string()


def test_a_pass_says_how_it_looks_in_our_colours(with_apple: Settings, root: Path):
    maker = passes.PassMaker(signing.load(with_apple.apple), "https://card.example")  # type: ignore[arg-type]
    content = verified(maker.make(make_face()), root)
    assert content["backgroundColor"] == "rgb(75, 17, 69)"
    assert content["labelColor"] == "rgb(244, 192, 78)"
    assert field(content, "page") == "https://card.example/card"
