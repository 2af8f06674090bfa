"""The keys that sign cards."""

import hashlib
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.factories import make_card
from westminster.cards import codes, credential, keys, service
from westminster.cards.models import CardKey
from westminster.core.clock import now
from westminster.core.settings import SettingsError


def published() -> set[str]:
    return {row.kid for row in keys.published()}


def test_the_first_key_is_made_at_first_use_and_used_again():
    assert keys.signing_key() is keys.signing_key()
    assert published() == {keys.signing_key().kid.hex()}


def test_a_key_is_named_by_its_thumbprint():
    """The bytes of RFC 9679, section 3, for an Ed25519 key, written by hand."""
    public = Ed25519PrivateKey.from_private_bytes(b"\1" * 32).public_key().public_bytes_raw()
    by_hand = bytes.fromhex("a3 01 01 20 06 21 58 20") + public
    assert keys.key_id(public) == hashlib.sha256(by_hand).digest()[:8].hex()


def test_the_private_half_is_not_in_the_database():
    key = keys.signing_key()
    private = key.to_dict()[-4].hex()
    assert private not in str(CardKey.select().dicts().get())


def test_two_databases_with_one_secret_have_different_keys():
    first = keys.signing_key().kid
    CardKey.delete().execute()
    assert keys.signing_key().kid != first


def test_after_rotation_new_cards_have_a_new_key_and_old_ones_stay_good():
    old_card = make_card()
    old = keys.signing_key().kid.hex()
    new = keys.rotate(actor="system")
    new_card = make_card()
    assert published() == {old, new}
    assert keys.signing_key().kid.hex() == new
    for card in (old_card, new_card):
        token = codes.of(card.id, "web").token
        assert credential.read(token, keys.find, now()).reference.hex() == card.reference


def test_a_retired_key_is_published_through_the_last_day_of_its_cards(clock):
    make_card(valid_until=date(2026, 12, 24))
    make_card(valid_until=date(2026, 12, 31))
    make_card(valid_until=date(2026, 12, 1))
    old, new = keys.signing_key().kid.hex(), keys.rotate(actor="system")
    clock.move(days=41)  # 31 December
    assert published() == {old, new}
    clock.move(days=1)
    assert published() == {new}


def test_a_retired_key_that_signed_no_card_is_published_while_lists_it_signed_are_good(clock):
    keys.signing_key()
    keys.rotate(actor="system")
    clock.move(hours=25)
    assert len(published()) == 2
    clock.move(days=2)
    assert len(published()) == 1


def test_a_renewed_card_is_signed_with_the_key_of_the_day():
    card = make_card(valid_until=date(2026, 12, 31))
    new = keys.rotate(actor="system")
    service.renew(card, date(2027, 12, 31), actor="system")
    assert CardKey.get_by_id(new).needed_until == date(2027, 12, 31)
    assert CardKey.get(CardKey.kid != new).needed_until == date(2026, 12, 31)


def test_a_key_made_elsewhere_is_found_at_once():
    keys.find(b"anything")
    kid = keys.rotate(actor="system")
    assert keys.find(bytes.fromhex(kid)) is not None
    assert keys.find(b"unknown!") is None


def test_a_changed_secret_says_what_to_do(configure):
    keys.signing_key()
    keys._signing.clear()
    configure(secret_key="quite another secret, of 32 letters")
    with pytest.raises(SettingsError, match="keys rotate"):
        keys.signing_key()
    keys.rotate(actor="system")
    assert keys.signing_key()
