"""Make a card's copies for telephones and paper, and let those that Google keeps follow the card."""

import logging
from dataclasses import dataclass
from functools import cache

from ..cards import service as cards
from ..core import settings
from ..core.clock import now
from ..core.errors import NotFound
from ..core.settings import Settings, SettingsError
from ..gateways import google_wallet
from . import google, signing
from .apple import PassMaker
from .rules import Face
from .view import face_of

log = logging.getLogger("westminster.wallets")


@dataclass(frozen=True)
class Wallets:
    """Which wallets can take a card now. Paper always can."""

    apple: bool
    google: bool


def available() -> Wallets:
    """What the settings of now allow; a page offers no other."""
    return Wallets(apple=_apple() is not None, google=_google())


def check(known: Settings) -> None:
    """Fail at the start, not at the first resident: raises SettingsError for wallets that are set up wrongly."""
    google_settings = [name for name in ("KEY", "ISSUER") if known.google.get(name)]
    if len(google_settings) == 1:
        raise SettingsError("GOOGLE_WALLET_KEY and GOOGLE_WALLET_ISSUER go together")
    if google_settings:
        google_wallet.account(known.google["KEY"])
    maker = _maker(known)
    if maker and not maker.signer.in_date(now()):
        log.error("Apple Wallet is off: one of its certificates is out of date")


def face_for(resident_id: int, form: str) -> Face:
    """The face of a resident's card, as "pass" or "print". Raises NotFound before there is a card."""
    card = cards.for_resident(resident_id)
    if card is None:
        raise NotFound
    return face_of(card, form)


def apple_pass(resident_id: int) -> bytes:
    """The card as a .pkpass, void where the card does not work. Raises NotFound without a card or a certificate."""
    maker = _apple()
    if maker is None:
        raise NotFound
    return maker.make(face_for(resident_id, "pass"))


def google_link(resident_id: int) -> str:
    """The address at Google that saves the card, which it has been told of. Raises NotFound, GatewayDown."""
    if not _google():
        raise NotFound
    known = settings.current()
    issuer, gateway = known.google["ISSUER"], google_wallet.connect()
    face = face_for(resident_id, "pass")
    gateway.keep_class(google.card_class(issuer))
    gateway.keep("genericObject", google.card_object(face, issuer, known.base_url))
    return google.save_link(
        google_wallet.account(known.google["KEY"]),
        google.object_id(issuer, face.serial),
        now(),
        origin=known.base_url,
        save_url=known.google.get("SAVE_URL", google.SAVE_URL),
    )


def follow(card_id: int) -> None:
    """Tell Google how a card is now, whatever happened to it; one that it never had is left alone. Raises GatewayDown."""
    if not _google():
        return
    known = settings.current()
    face = face_of(cards.find(card_id), "pass")
    google_wallet.connect().change("genericObject", google.card_object(face, known.google["ISSUER"], known.base_url))


def follow_resident(resident_id: int) -> None:
    """Tell Google how the person's card is now, if they have one. Raises GatewayDown."""
    if card := cards.for_resident(resident_id):
        follow(card.id)


def _google() -> bool:
    return bool(settings.current().google.get("KEY"))


def _apple() -> PassMaker | None:
    """None without certificates, or once they are out of date: Wallet would refuse the pass."""
    maker = _maker(settings.current())
    return maker if maker and maker.signer.in_date(now()) else None


def _maker(known: Settings) -> PassMaker | None:
    return _made_of(tuple(sorted(known.apple.items())), known.base_url)


@cache
def _made_of(apple: tuple[tuple[str, str], ...], base_url: str) -> PassMaker | None:
    """Keys are parsed and pictures packed once for each settings."""
    signer = signing.load(dict(apple))
    return PassMaker(signer, base_url) if signer else None
