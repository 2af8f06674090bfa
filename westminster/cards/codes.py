"""The codes of a card: one for each form it takes, signed when it is issued."""

from contextlib import suppress

from ..core import settings
from ..core.clock import now
from ..core.db import CONNECTION_LOST
from ..core.errors import NotFound
from ..core.ids import base32
from . import keys, qr
from .credential import FORMS, Claims, Key, address, ends_at, sign
from .models import Card, CardCode


def write(card: Card) -> None:
    """Give `card` its codes, in place of any it has. Call it in the transaction that changes its dates."""
    key = keys.signing_key()
    CardCode.delete().where(CardCode.card == card).execute()
    CardCode.insert_many([_code(card, form, key) for form in FORMS]).execute()
    keys.needed(key, card.valid_until)


def of(card_id: int, form: str) -> CardCode:
    """The code of one form ("web", "pass" or "print"). Raises NotFound."""
    code = CardCode.get_or_none((CardCode.card == card_id) & (CardCode.form == form))
    if code is None:
        raise NotFound
    return code


def url(code: CardCode) -> str:
    """What the code holds: the address of the look-up page of this card."""
    return address(settings.current().base_url, code.token)


def drawing(code: CardCode) -> qr.Drawing:
    """The code as a picture: as kept, or drawn now where it is not."""
    return qr.Drawing(code.path, code.size) if code.path and code.size else qr.draw(url(code))


def shown(card_id: int) -> qr.Drawing:
    """The code that the card page shows: drawn at its first show, and kept, because a page asks for it again and again.

    Not drawn when a card is issued: that would be most of the time of issuing thousands.
    """
    code = of(card_id, "web")
    drawn = drawing(code)
    if code.path is None:
        with suppress(*CONNECTION_LOST):  # that it cannot be kept now is no reason not to show it
            CardCode.update(path=drawn.path, size=drawn.size).where(CardCode.token == code.token).execute()
    return drawn


def _code(card: Card, form: str, key: Key) -> dict[str, object]:
    claims = Claims(bytes.fromhex(card.reference), card.list_index, form, now(), ends_at(card.valid_until))
    return {"card": card, "form": form, "token": base32(sign(claims, key))}
