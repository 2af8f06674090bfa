"""What a notice is made of."""

from dataclasses import dataclass
from typing import Literal

from ..core.words import Words

Channel = Literal["email", "text", "letter"]


@dataclass(frozen=True)
class Contact:
    """Where and how to reach a person. `address` is an e-mail, a UK mobile or, for a letter, its lines."""

    channel: Channel
    address: str
    language: str = "en"


@dataclass(frozen=True)
class Notice:
    """A text to send. `secret` texts (codes) are nowhere to be read, and wiped once sent; a text message has only the body."""

    subject: Words
    body: Words
    secret: bool = False
