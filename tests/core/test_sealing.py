"""What is sealed can be read with the same secret, for the same purpose and row, and in no other way."""

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from westminster.core.sealing import seal, unseal
from westminster.core.settings import current


def test_what_is_sealed_can_be_read_again():
    assert unseal(seal(b"secret", purpose="a", label="1"), purpose="a", label="1") == b"secret"


def test_the_same_secret_is_never_sealed_twice_alike():
    assert seal(b"secret", purpose="a", label="1") != seal(b"secret", purpose="a", label="1")


@pytest.mark.parametrize(("purpose", "label"), [("b", "1"), ("a", "2")])
def test_it_is_of_no_use_elsewhere(purpose: str, label: str):
    sealed = seal(b"secret", purpose="a", label="1")
    with pytest.raises(InvalidTag):
        unseal(sealed, purpose=purpose, label=label)


def test_another_secret_key_reads_nothing(configure):
    sealed = seal(b"secret", purpose="a", label="1")
    configure(secret_key="another secret for tests, not for people")
    with pytest.raises(InvalidTag):
        unseal(sealed, purpose="a", label="1")


def test_a_changed_byte_shows():
    sealed = seal(b"secret", purpose="a", label="1")
    with pytest.raises(InvalidTag):
        unseal(sealed[:-1] + ("0" if sealed[-1] != "0" else "1"), purpose="a", label="1")


def test_what_was_sealed_before_can_be_read():
    """The way of sealing is a promise to the rows there are; here it is done by hand."""
    key = HKDF(SHA256(), 32, salt=None, info=b"westminster card keys 1").derive(current().secret_key.encode())
    sealed = b"n" * 12 + AESGCM(key).encrypt(b"n" * 12, b"secret", b"kid")
    assert unseal(sealed.hex(), purpose="card keys 1", label="kid") == b"secret"
