"""The one card model: every form of the card, on a phone or on paper, is made from a `Face`."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from ..core.words import N_, Words

# As in static/src/tokens.css.
DOOR, BRASS, WHITE, SOFT = "#4b1145", "#f4c04e", "#ffffff", "#4d454b"
KIND = N_("Resident")
PHONE = "020 7946 0123"
# "not_started" keeps its colour: the card begins to work without anybody changing the pass.
_GOOD = ("active", "not_started")
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
_JOINERS = "\u200c\u200d"  # letters of Persian and of Indian scripts need them


@dataclass(frozen=True)
class Face:
    """What is on a card. `serial` names it in wallets for its whole life; `status` is that of cards.rules.status_on.

    `number` is WMN-7K3F-9Q2D-4XT, `spoken` the same read out, `code` the address in this form's code;
    `opens` are the names of the services. `valid_until` is the last day, included.
    """

    serial: str
    kind: Words
    name: str
    number: str
    spoken: str
    valid_from: date
    valid_until: date
    status: str
    opens: tuple[Words, ...]
    code: str

    @property
    def void(self) -> bool:
        """Whether a copy made now must say that it does not work."""
        return self.status not in _GOOD

    @property
    def ground(self) -> str:
        """The colour under the name: a painted door, or grey where the card does not work."""
        return SOFT if self.void else DOOR


def on_one_line(name: str) -> str:
    """A name as any form can show it: no line ends, controls, lone surrogates or marks that turn the text around."""
    kept = (c for c in name if c.isspace() or c in _JOINERS or unicodedata.category(c) not in _UNSEEN)
    return " ".join("".join(kept).split())


def without_symbols(name: str) -> str:
    """A name without emoji and other signs, for paper: what is left are letters, marks and punctuation."""
    return " ".join("".join(c for c in name if unicodedata.category(c) not in ("So", "Sk", "Cf")).split())
