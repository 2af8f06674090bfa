import base64

import pytest

from tests.evidence.conftest import KEY
from westminster.core.settings import SettingsError
from westminster.evidence import sealing
from westminster.evidence.sealing import Damaged, parse_keys

KEYS = {"new": b"n" * 32, "old": b"o" * 32}
PAGE = b"a page that nobody else may read" * 40_000


def test_keys_are_named_and_the_newest_comes_first():
    assert list(parse_keys(f"2027:{KEY}, 2026:{KEY}")) == ["2027", "2026"]
    assert parse_keys(f"a:{KEY}")["a"] == b"k" * 32


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        KEY,
        f":{KEY}",
        "a:",
        "a:short",
        f"a:{KEY}x",
        f"a:{KEY},",
        f"a:{KEY},a:{KEY}",
        f"a b:{KEY}",
        f"a:{KEY[:-4]}",
        "a:" + base64.b64encode(b"k" * 16).decode(),
        "a:" + "é" * 44,
    ],
)
def test_keys_that_make_no_sense_are_named_by_their_setting_and_not_shown(text):
    with pytest.raises(SettingsError, match="EVIDENCE_KEYS") as caught:
        parse_keys(text)
    assert KEY[:8] not in str(caught.value)


def test_a_wrapped_key_opens_with_the_key_that_locked_it():
    key_id, wrapped = sealing.wrap(KEYS, b"f" * 32, "file")
    assert key_id == "new"
    assert sealing.unwrap(KEYS, key_id, wrapped, "file") == b"f" * 32


def test_a_missing_key_is_named():
    key_id, wrapped = sealing.wrap(KEYS, b"f" * 32, "file")
    with pytest.raises(SettingsError, match="'new'"):
        sealing.unwrap({"old": b"o" * 32}, key_id, wrapped, "file")


@pytest.mark.parametrize(
    ("key", "label", "change"),
    [
        (b"g" * 32, "file", lambda box: box),
        (b"n" * 32, "another", lambda box: box),
        (b"n" * 32, "file", lambda box: ("B" if box[0] == "A" else "A") + box[1:]),
        (b"n" * 32, "file", lambda box: box[:16]),
        (b"n" * 32, "file", lambda box: ""),
    ],
)
def test_a_wrapped_key_that_was_changed_or_moved_is_known(key, label, change):
    _, wrapped = sealing.wrap(KEYS, b"f" * 32, "file")
    with pytest.raises(Damaged):
        sealing.unwrap({"new": key}, "new", change(wrapped), label)


@pytest.mark.parametrize("page", [b"", b"x", PAGE])
def test_a_sealed_page_can_be_read_again(page):
    sealed = b"".join(sealing.seal(b"f" * 32, "file/1", page))
    assert sealing.unseal(b"f" * 32, "file/1", sealed) == page


def test_a_sealed_page_shows_nothing_of_itself_and_is_never_the_same():
    first, second = (b"".join(sealing.seal(b"f" * 32, "file/1", PAGE)) for _ in range(2))
    assert b"nobody" not in first
    assert first != second


def test_a_page_is_sealed_in_pieces():
    assert max(map(len, sealing.seal(b"f" * 32, "file/1", PAGE))) <= sealing.CHUNK_BYTES


@pytest.mark.parametrize("place", [0, 12, 100, 500_000, -17, -1])
def test_a_page_that_was_changed_is_known(place):
    sealed = bytearray(b"".join(sealing.seal(b"f" * 32, "file/1", PAGE)))
    sealed[place] ^= 1
    with pytest.raises(Damaged):
        sealing.unseal(b"f" * 32, "file/1", bytes(sealed))


@pytest.mark.parametrize(
    ("key", "label", "size"),
    [(b"f" * 32, "file/2", None), (b"g" * 32, "file/1", None), (b"f" * 32, "file/1", 27), (b"f" * 32, "file/1", 0)],
)
def test_a_page_that_was_moved_or_cut_is_known(key, label, size):
    sealed = b"".join(sealing.seal(b"f" * 32, "file/1", PAGE))
    with pytest.raises(Damaged):
        sealing.unseal(key, label, sealed[:size])
