"""Another way to sign in to one's account: proved first, then added; never two people's data put together by a machine."""

from ..accounts import email_login, joining
from ..accounts.joining import Way
from ..applications.models import Application
from ..cards.models import Card
from ..core.db import atomic
from ..core.errors import Refused
from ..core.words import N_, Words
from ..household.models import Acting, ActingAsk, ChildAsk
from ..messages.rules import Contact, Notice
from ..messages.service import send
from ..proofs.models import Proof
from ..residents.models import Resident
from ..residents.service import contact, for_account
from . import email_sign_in

CODE_SAYS = N_(
    "%(code)s is your code to add this email address to your MyWestminster account. It works for 10 minutes, and only "
    "in the browser where you asked for it. We never ask you for it. If you did not ask for it, you have nothing to "
    "do: nothing is added without it."
)
HERE_IS_NEW = N_(
    "That way to sign in has an application or a card, and the account that you are signed in to has none. "
    "Sign out, sign in that way, and add this one there."
)
BOTH_HAVE_DATA = N_(
    "That way to sign in has an application or a card of its own. A person has to put the two together. "
    "Call 020 7946 0123 or go to any library."
)
_SUBJECT = N_("Your MyWestminster account")
_ADDED = N_(
    "A new way to sign in was added to your MyWestminster account. Was that not you? Call 020 7946 0123 at once."
)
_TAKEN_AWAY = N_(
    "A way to sign in was taken away from your MyWestminster account. Was that not you? Call 020 7946 0123 at once."
)


def prove_email(visit: email_sign_in.Visit, typed: str, address: str) -> int:
    """Take the code; the way that the address is. Raises Refused, and NotSignedIn where we have closed it."""
    email_sign_in.check(visit, typed, address)
    return int(email_login.account_of(visit["email"]).id)


def is_added(account_id: int, way_id: int) -> bool:
    return joining.opened_by(way_id) == account_id


def why_not(account_id: int, way_id: int) -> Words | None:
    """Why a way cannot be added to an account, written to the person."""
    if any(way.account_id != way_id for way in joining.ways_of(way_id)) or joining.opened_by(way_id) != way_id:
        return joining.OTHERS
    if not has_data(way_id):
        return None
    return BOTH_HAVE_DATA if has_data(account_id) else HERE_IS_NEW


def add(account_id: int, way_id: int, *, actor: str) -> None:
    """Add a way that was proved in this browser, and tell the person. Raises Refused."""
    with atomic():
        if is_added(account_id, way_id):
            return
        if words := why_not(account_id, way_id):
            raise Refused(words)
        reach = _reach(account_id)
        joining.join(account_id, way_id, actor=actor)
        _tell(account_id, reach, _ADDED)


def take_away(account_id: int, way: Way, own_way_id: int, *, actor: str) -> None:
    """Take a way away, and tell the person. Raises NotFound, Refused."""
    with atomic():
        reach = _reach(account_id)
        joining.take_away(account_id, way.name, own_way_id, actor=actor)
        _tell(account_id, reach, _TAKEN_AWAY)


def has_data(account_id: int) -> bool:
    """Whether somebody's record holds more than that they signed in: what is theirs, or acting for somebody."""
    resident = Resident.get_or_none(Resident.account == account_id)
    if resident is None:
        return False
    theirs = [kind.resident for kind in (Application, Card, Proof)]
    acts = [kind.holder for kind in (Acting, ActingAsk, ChildAsk)]
    return any(whose.model.select().where(whose == resident.id).exists() for whose in (*theirs, *acts))


def _reach(account_id: int) -> Contact | None:
    """How they are reached before anything changes: as they told us, else by an address that they sign in with."""
    known = contact(for_account(account_id))
    emails = [way.who for way in joining.ways_of(account_id) if way.host is None]
    return known or (Contact("email", emails[0]) if emails else None)


def _tell(account_id: int, reach: Contact | None, words: Words) -> None:
    if reach:
        send(reach, Notice(_SUBJECT, words), about=f"resident:{for_account(account_id).id}")
