"""Everything the card page shows, gathered from the features that know it."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ..cards import codes
from ..cards import service as cards
from ..cards.models import Card
from ..cards.number import spoken
from ..cards.rules import why_not_replace, why_not_restore
from ..core.clock import today
from ..core.errors import NotFound
from ..core.words import N_, Words
from ..proofs.rules import FACTS, SOURCES
from ..proofs.service import held_by
from ..residents.models import Resident
from ..residents.service import for_account
from ..services.rules import Entitlement
from ..services.service import entitlements
from ..verification.models import LookUp
from ..verification.service import looks_at
from ..wallets.service import available
from .rules import ends_soon

# How the drawn card looks for each status; macros/card_face.html knows these states.
_FACES = {"active": "ready", "replaced": "stopped", "expired": "stopped", "not_started": "on_its_way"}
RECENT = 3


@dataclass(frozen=True)
class Shown:
    """A proof as its holder reads it; `until_on` is its last day."""

    words: Words
    how: Words | str
    until_on: date | None


@dataclass(frozen=True)
class CardPage:
    """`status` is that of cards.rules.status_on; `code` is empty for a card that must not be scanned."""

    card: Card
    resident: Resident
    status: str
    face: str
    code: Markup
    entitlements: list[Entitlement]
    proofs: list[Shown]
    looks: list[LookUp]
    sentence: Words


@dataclass(frozen=True)
class Own:
    """Somebody and their card."""

    resident: Resident
    card: Card

    @property
    def works(self) -> bool:
        return self.card.status_on(today()) == "active"

    @property
    def actor(self) -> str:
        return f"resident:{self.resident.id}"


def own_card(account_id: int) -> Own:
    """The card of the person who signs in with this account. Raises NotFound before the first one."""
    resident = for_account(account_id)
    card = cards.for_resident(resident.id)
    if card is None:
        raise NotFound
    return Own(resident, card)


def card_page(resident: Resident) -> CardPage | None:
    """None for somebody who has no card yet."""
    card = cards.for_resident(resident.id)
    if card is None:
        return None
    status = card.status_on(today())
    soon = status == "active" and ends_soon(card.valid_until, today())
    opens = entitlements(resident.id, today())
    return CardPage(
        card=card,
        resident=resident,
        status=status,
        face="ends_soon" if soon else _FACES.get(status, status),
        code=code_svg(card) if status == "active" else Markup(),
        entitlements=opens,
        proofs=shown_proofs(resident.id),
        looks=looks_at(resident.id, RECENT),
        sentence=_sentence(card, resident, status, sum(e.answer.yes for e in opens)),
    )


def shown_proofs(resident_id: int) -> list[Shown]:
    """The proofs that count today, in words."""
    held = held_by(resident_id, today())
    return [Shown(FACTS[p.fact].words, SOURCES.get(p.source, p.source), p.until_on) for p in held]


def can_replace(card: Card) -> bool:
    """Whether the holder may get a new card for this one, which they stopped."""
    return card.status == "stopped" and why_not_replace(card.status, card.ended_reason, by_holder=True) is None


def can_restore(card: Card) -> bool:
    """Whether the holder may let this card, which they stopped, work again."""
    return why_not_restore(card.status, card.ended_reason, by_holder=True) is None


def ways_to_carry() -> list[tuple[Words, str]]:
    """What a working card can be carried as: the button's words and the endpoint. Paper always is."""
    wallets = available()
    ways = (
        (wallets.apple, N_("Add to Apple Wallet"), "wallets.apple_pass"),
        (wallets.google, N_("Add to Google Wallet"), "wallets.google_pass"),
        (True, N_("Print it on paper"), "wallets.paper"),
    )
    return [(text, endpoint) for there, text, endpoint in ways if there]


def code_svg(card: Card) -> Markup:
    """The web code as one SVG: always black on white, named for a screen reader by the text beside it."""
    drawing = codes.drawing(codes.of(card.id, "web"))
    return Markup(
        '<svg class="mw-code" viewBox="0 0 {size} {size}" shape-rendering="crispEdges" aria-hidden="true" focusable="false">'
        '<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path stroke="#000" d="{path}"/></svg>'
    ).format(size=drawing.size, path=drawing.path)


def _sentence(card: Card, resident: Resident, status: str, services: int) -> Words:
    """The one sentence that is read aloud in place of the drawing."""
    who = {"name": resident.full_name, "number": spoken(card.number)}
    match status:
        case "active" if services == 1:
            text = N_("Resident card of %(name)s, number %(number)s, ready to use at 1 service.", **who)
        case "active":
            text = N_(
                "Resident card of %(name)s, number %(number)s, ready to use at %(n)s services.", n=services, **who
            )
        case "suspended":
            text = N_("Resident card of %(name)s, number %(number)s. It does not work at the moment.", **who)
        case "expired":
            text = N_("Resident card of %(name)s, number %(number)s. It is out of date.", **who)
        case _:
            text = N_("Resident card of %(name)s, number %(number)s. It was stopped.", **who)
    return text
