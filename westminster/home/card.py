"""The card page: everything it shows, gathered from the features that know it."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ..cards import codes
from ..cards import service as cards
from ..cards.models import Card
from ..cards.number import spoken
from ..cards.qr import Drawing
from ..cards.rules import status_on, why_not_replace, why_not_restore
from ..core import filters
from ..core.clock import today
from ..core.errors import NotFound
from ..core.words import N_, Words
from ..proofs.rules import CATEGORIES, SOURCES, last_counted
from ..proofs.service import held_by
from ..residents.models import Resident
from ..residents.service import for_account
from ..services.catalogue import SERVICES, opened_to
from ..services.rules import Entitlement, Service, grace
from ..wallets.service import available
from . import card_row
from .card_row import CardRow, ProofRow
from .rules import ends_soon

# How the drawn card looks for each status; macros/card_face.html knows these states.
_FACES = {"active": "ready", "replaced": "stopped", "expired": "stopped", "not_started": "on_its_way"}


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


@dataclass(frozen=True)
class Shown:
    """A proof as its holder reads it; `until_on` is its last day."""

    words: Words
    how: Words | str
    until_on: date | None
    slug: str
    renew: Words


@dataclass(frozen=True)
class CardPage:
    """`status` is that of cards.rules.status_on; `code` is empty for a card that must not be scanned."""

    card: CardRow
    status: str
    face: str
    code: Markup
    entitlements: tuple[Entitlement, ...]
    proofs: list[Shown]
    looks: list[card_row.Look]
    sentence: Words
    grace: list[tuple[Service, date]]


def own_card(account_id: int) -> Own:
    """The card of the person who signs in with this account. Raises NotFound before the first one."""
    resident = for_account(account_id)
    card = cards.for_resident(resident.id)
    if card is None:
        raise NotFound
    return Own(resident, card)


def card_page(account_id: int) -> CardPage | None:
    """None for somebody who has no card yet."""
    card = card_row.find(account_id, today())
    return _page(card) if card else None


def card_page_of(resident_id: int) -> CardPage | None:
    """The same of somebody whose card another looks after."""
    card = card_row.find(resident_id, today(), key="id")
    return _page(card) if card else None


def _page(card: CardRow) -> CardPage:
    day = today()
    status = status_on(card.status, card.valid_from, card.valid_until, day)
    soon = status == "active" and ends_soon(card.valid_until, day)
    opens, still = opened_to(card.person, day), _grace(card, day) if status == "expired" else []
    return CardPage(
        card=card,
        status=status,
        face="ends_soon" if soon or still else _FACES.get(status, status),
        code=_code(card) if status == "active" or still else Markup(),
        entitlements=opens,
        proofs=_shown(card.proofs),
        looks=card_row.looks(card.resident_id),
        sentence=_sentence(card, status, sum(e.answer.yes for e in opens)),
        grace=still,
    )


def _grace(card: CardRow, day: date) -> list[tuple[Service, date]]:
    """The services that still take a card that ran out, each with the last day."""
    found = ((service, grace(service, card.person, card.valid_until, day)) for service in SERVICES)
    return [(service, last) for service, last in found if last]


def ways_to_carry() -> tuple[tuple[Words, str], ...]:
    """What a working card can be carried as: the button's words and the endpoint. Paper always is."""
    wallets = available()
    ways = (
        (wallets.apple, N_("Add to Apple Wallet"), "wallets.apple_pass"),
        (wallets.google, N_("Add to Google Wallet"), "wallets.google_pass"),
        (True, N_("Print it on paper"), "wallets.paper"),
    )
    return tuple((text, endpoint) for there, text, endpoint in ways if there)


def can_replace(card: Card | CardRow) -> bool:
    """Whether the holder may get a new card for this one, which they stopped."""
    return card.status == "stopped" and why_not_replace(card.status, card.ended_reason, by_holder=True) is None


def can_restore(card: Card | CardRow) -> bool:
    """Whether the holder may let this card, which they stopped, work again."""
    return why_not_restore(card.status, card.ended_reason, by_holder=True) is None


def _code(card: CardRow) -> Markup:
    """As it was kept, or drawn for the first time."""
    drawn = Drawing(card.path, card.size) if card.path and card.size else codes.shown(card.id)
    return code_svg(drawn.path, drawn.size)


def code_svg(path: str, size: int) -> Markup:
    """A code as one SVG: always black on white, hidden from speech, named by the text beside it."""
    return Markup(  # noqa: S704  # numbers and a path of ours
        f'<svg class="mw-code" viewBox="0 0 {size} {size}" shape-rendering="crispEdges" aria-hidden="true" '
        f'focusable="false"><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path stroke="#000" d="{path}"/></svg>'
    )


def shown_proofs(resident_id: int) -> list[Shown]:
    """The proofs that count today, in words."""
    held = held_by(resident_id, today())
    return _shown([ProofRow(p.fact, p.version, p.source, last_counted(p.until_on, p.ended_on)) for p in held])


def _shown(proofs: list[ProofRow]) -> list[Shown]:
    versions = [(p, CATEGORIES[p.fact].number(p.version)) for p in proofs]
    return [Shown(v.you, SOURCES.get(p.source, p.source), p.until_on, p.fact, v.renew) for p, v in versions]


def _sentence(card: CardRow, status: str, services: int) -> Words:
    """The one sentence that is read aloud in place of the drawing."""
    said = {
        "name": card.full_name,
        "number": spoken(card.number),
        "until": filters.date(card.valid_until),
        "n": services,
    }
    match status, services:
        case "active", 0:
            text = N_("Resident card of %(name)s, number %(number)s, good until %(until)s.", **said)
        case "active", 1:
            text = N_(
                "Resident card of %(name)s, number %(number)s, ready to use at 1 service until %(until)s.", **said
            )
        case "active", _:
            text = N_(
                "Resident card of %(name)s, number %(number)s, ready to use at %(n)s services until %(until)s.", **said
            )
        case "suspended" | "not_started", _:
            text = N_("Resident card of %(name)s, number %(number)s. It does not work at the moment.", **said)
        case "expired", _:
            text = N_("Resident card of %(name)s, number %(number)s. It is out of date.", **said)
        case _:
            text = N_("Resident card of %(name)s, number %(number)s. It was stopped.", **said)
    return text
