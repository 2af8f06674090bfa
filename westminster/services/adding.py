"""Add a service to one's card, and take it off again; nothing but the card's own answer changes."""

from ..audit.service import record
from ..core.clock import now, today
from ..core.db import atomic
from ..core.errors import Refused
from ..core.events import emit
from ..core.words import N_
from .models import ServiceAdded
from .rules import Service, qualifies
from .service import about

_NOT_YOURS = N_("This is not open to you today. Its page says what would open it.")


def add(resident_id: int, service: Service, *, actor: str) -> bool:
    """From now on the card opens it, as long as they may have it; whether it did not before. Raises Refused for who may not."""
    if not service.to_add:
        return False
    with atomic():
        if not qualifies(service, about(resident_id), today()).yes:
            raise Refused(_NOT_YOURS)
        row = ServiceAdded.insert(resident=resident_id, service=service.slug, added_at=now())
        is_new = bool(row.on_conflict_ignore().as_rowcount().execute())
        if is_new:
            _tell_on("added", resident_id, service, actor)
    return is_new


def take_off(resident_id: int, service: Service, *, actor: str) -> None:
    """The card opens it no more, from now on. Again, it stays so."""
    of = (ServiceAdded.resident == resident_id) & (ServiceAdded.service == service.slug)
    with atomic():
        if ServiceAdded.delete().where(of).execute():
            _tell_on("taken_off", resident_id, service, actor)


def _tell_on(what: str, resident_id: int, service: Service, actor: str) -> None:
    record(f"service.{what}", actor=actor, subject=f"resident:{resident_id}", service=service.slug)
    emit(f"service.{what}", resident_id=resident_id)
