"""Who looked at a person's details, and why: the trail that the person reads."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

from ..accounts.staff import roles_of, staff_of
from ..applications.models import Application
from ..applications.rules import WITH_US
from ..audit.service import record
from ..core.db import atomic
from ..core.limits import allow
from ..residents.models import Resident

# Coming back to a page within the hour is one look: a trail of reloads would hide who looked.
ONE_LOOK = timedelta(hours=1)


def has_case(resident: Resident) -> bool:
    """Whether there is something with us that gives staff a reason to look."""
    ours = Application.select().where(Application.resident == resident, Application.status.in_(WITH_US))
    return bool(ours.exists())


def note_look(resident_id: int, *, actor: str, at: str, why: str) -> None:
    """Record that `actor` looked, once an hour. `at` is what they opened ("application:12"), `why` a code.

    Their roles are kept as they are today: the person is told what kind of staff it was.
    """
    with atomic():
        if allow(f"look:{actor}:{at}:{why}", 1, ONE_LOOK):
            roles = " ".join(sorted(roles_of(staff_of(actor) or 0) or ()))
            record("person.read", actor=actor, subject=f"resident:{resident_id}", at=at, why=why, roles=roles)


def note_found(resident_ids: Sequence[int], *, actor: str) -> None:
    """Record whom a search of `actor` listed, with birth date and postcode, for no reason that was given.

    Once an hour for the same people. What was typed is not kept: it may be a name.
    """
    if not resident_ids:
        return
    listed = " ".join(str(one) for one in sorted(resident_ids))
    with atomic():
        if allow(f"found:{actor}:{sha256(listed.encode()).hexdigest()[:24]}", 1, ONE_LOOK):
            record("people.found", actor=actor, subject="people", count=len(resident_ids), residents=listed)
