"""Staff end what somebody has shown, with a reason, and the person is told."""

from ..accounts.staff import actor_of
from ..core import settings
from ..core.db import atomic
from ..core.words import N_, Words
from ..messages.rules import Notice
from ..messages.service import send
from ..proofs.rules import BY_STAFF, ENDED
from ..proofs.service import end_fact
from ..residents.models import Resident
from ..residents.service import contact

REASONS = {slug: ENDED[slug] for slug in BY_STAFF}
_LETTER = {
    "award_ended": N_("Something that you had shown us has ended, such as an award, so it does not count any more."),
    "not_so": N_("Something that you had shown us is not so any more, as far as we know, so it does not count."),
    "mistake": N_("We had kept something about you by mistake. It does not count any more. We are sorry."),
}


def end(resident: Resident, fact: str, why: str, *, staff_id: int) -> None:
    """From today on it does not count. Ended already, nobody is told again. Which fact is not in the message."""
    with atomic():
        ended = end_fact(resident.id, fact, why=why, actor=actor_of(staff_id))
        if ended and (reach := contact(resident)):
            send(reach, Notice(N_("Something you had shown us has ended"), _body(why)), about=f"resident:{resident.id}")


def _body(why: str) -> Words:
    return N_(
        "%(why)s See what you have shown: %(account)s. You can show it again at any time: %(prove)s. "
        "Is that not right? Call 020 7946 0123 or ask at any library, and another person looks again.",
        why=_LETTER[why],
        account=settings.current().base_url + "/account",
        prove=settings.current().base_url + "/prove",
    )
