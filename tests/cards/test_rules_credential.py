"""The credential: what it says, how it is refused, and that others can check it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import cbor2
import pytest
import segno
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cwt import COSEKey
from hypothesis import assume, example, given
from hypothesis import strategies as st

from westminster.cards import credential
from westminster.cards.credential import Claims, Expired, Foreign, Forged, Malformed
from westminster.cards.status_list import SIZE
from westminster.core.ids import base32

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
HOST = "card.westminster.examples"  # 25 characters


def key(kid: bytes = b"our key!", seed: bytes = b"\1" * 32):
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    return COSEKey.new({1: 1, 2: kid, 3: -8, -1: 6, -2: public, -4: seed})


OURS = key()
KEYS = {b"our key!": OURS}
CLAIMS = Claims(bytes(range(8)), SIZE - 1, "web", NOW, datetime(2027, 11, 20, tzinfo=UTC))
TOKEN = credential.sign(CLAIMS, OURS)
TEXT = base32(TOKEN)


def verify(token: bytes, now: datetime = NOW) -> Claims:
    return credential.verify(token, KEYS.get, now)


@pytest.mark.parametrize("form", ["web", "pass", "print"])
def test_what_was_signed_is_read_back(form: str):
    claims = replace(CLAIMS, form=form)
    assert credential.read(base32(credential.sign(claims, OURS)), KEYS.get, NOW) == claims


def test_it_says_nothing_but_who_issued_what_until_when():
    _, _, payload, _ = cbor2.loads(TOKEN).value
    assert cbor2.loads(payload) == {
        1: "WMN",
        4: int(CLAIMS.expires_at.timestamp()),
        6: int(NOW.timestamp()),
        7: bytes(range(8)),
        -65537: [SIZE - 1, 1],
    }


def test_algorithm_and_key_id_are_under_the_signature():
    protected, unprotected, _, _ = cbor2.loads(TOKEN).value
    assert cbor2.loads(protected) == {1: -8, 4: b"our key!"}
    assert unprotected == {}


def test_others_can_check_it_with_plain_cryptography():
    protected, _, payload, signature = cbor2.loads(TOKEN).value
    public = Ed25519PrivateKey.from_private_bytes(b"\1" * 32).public_key().public_bytes_raw()
    signed = cbor2.dumps(["Signature1", protected, b"", payload])
    Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed + b" ")


def test_it_fits_a_small_code():
    """Never longer than this: the longest claims, and a host of 25 characters."""
    assert len(TOKEN) == 125
    url = credential.address(f"https://{HOST}", TEXT)
    assert url.startswith("HTTPS://CARD.WESTMINSTER.EXAMPLES/V/2K")
    code = segno.make(url, error="m", micro=False, boost_error=False)
    assert code.mode == "alphanumeric"
    assert int(code.version) <= 9


@given(st.integers(0, len(TOKEN) * 8 - 1))
def test_any_flipped_bit_is_refused(bit: int):
    changed = bytearray(TOKEN)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises((Malformed, Foreign, Forged)):
        verify(bytes(changed))


def test_a_token_cut_anywhere_is_malformed():
    for length in range(len(TOKEN)):
        with pytest.raises(Malformed):
            verify(TOKEN[:length])


def test_a_text_cut_anywhere_is_malformed():
    for length in range(len(TEXT)):
        with pytest.raises(Malformed):
            credential.read(TEXT[:length], KEYS.get, NOW)


@given(st.integers(0, len(TEXT) - 1), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
@example(len(TEXT) - 1, "Z")
def test_any_changed_symbol_of_the_text_is_refused(place: int, symbol: str):
    assume(TEXT[place] != symbol)
    with pytest.raises((Malformed, Foreign, Forged)):
        credential.read(TEXT[:place] + symbol + TEXT[place + 1 :], KEYS.get, NOW)


@given(st.binary(min_size=1, max_size=40))
def test_a_longer_token_is_malformed(more: bytes):
    with pytest.raises(Malformed):
        verify(TOKEN + more)


@given(st.text(max_size=500) | st.binary(max_size=200).map(base32))
@example("ſ" * 200)
@example("A" * 100_000)
def test_anything_else_is_malformed(text: str):
    with pytest.raises(Malformed):
        credential.read(text, KEYS.get, NOW)


def test_the_text_is_read_in_either_case():
    assert credential.read(TEXT.lower(), KEYS.get, NOW) == CLAIMS


def other_encodings():
    """The signature holds in each of these."""
    protected, _, payload, signature = cbor2.loads(TOKEN).value
    yield cbor2.dumps([protected, {}, payload, signature])  # no tag
    yield cbor2.dumps(cbor2.CBORTag(61, cbor2.loads(TOKEN)))  # the tag of CWT before it
    yield cbor2.dumps(cbor2.CBORTag(18, [protected, {99: 1}, payload, signature]))  # not under the signature
    yield cbor2.dumps(cbor2.CBORTag(98, [b"", {}, payload, [[protected, {}, signature]]]))
    yield b"\xd8\x12" + TOKEN[1:]  # a longer way to write the same tag
    yield TOKEN[:1] + b"\x9f" + TOKEN[2:] + b"\xff"


@pytest.mark.parametrize("token", list(other_encodings()))
def test_the_same_claims_written_otherwise_are_malformed(token: bytes):
    with pytest.raises(Malformed):
        verify(token)


@pytest.mark.parametrize("algorithm", [-7, -19, -53, 5])
def test_another_algorithm_is_malformed(algorithm: int):
    payload = cbor2.loads(TOKEN).value[2]
    protected = cbor2.dumps({1: algorithm, 4: b"our key!"})
    with pytest.raises(Malformed):
        verify(cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, TOKEN[-64:]])))


def test_a_key_that_is_not_ours_is_foreign():
    with pytest.raises(Foreign):
        verify(credential.sign(CLAIMS, key(b"theirs!!", b"\2" * 32)))


def test_a_token_that_only_names_our_key_is_forged():
    with pytest.raises(Forged):
        verify(credential.sign(CLAIMS, key(b"our key!", b"\2" * 32)))


def test_a_status_list_is_not_taken_for_a_card():
    with pytest.raises(Malformed):
        verify(credential.cose_sign({1: "WMN", 2: "https://a.example", 4: 2_000_000_000}, OURS, "a/b"))


@pytest.mark.parametrize(("seconds", "good"), [(-1, True), (0, False), (1, False)])
def test_it_is_good_until_midnight_after_its_last_day(seconds: int, good: bool):
    at = CLAIMS.expires_at + timedelta(seconds=seconds)
    if good:
        assert verify(TOKEN, at) == CLAIMS
    else:
        with pytest.raises(Expired):
            verify(TOKEN, at)


@pytest.mark.parametrize(
    ("last_day", "ends"),
    [
        (date(2027, 11, 19), datetime(2027, 11, 20, 0, tzinfo=UTC)),
        (date(2027, 6, 30), datetime(2027, 6, 30, 23, tzinfo=UTC)),  # summer time
        (date(2027, 3, 27), datetime(2027, 3, 28, 0, tzinfo=UTC)),  # clocks change an hour later
    ],
)
def test_a_day_ends_at_midnight_in_westminster(last_day: date, ends: datetime):
    assert credential.ends_at(last_day) == ends
