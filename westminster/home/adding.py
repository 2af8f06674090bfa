"""Staff add a service to somebody's card, as they ask for it here or on the telephone."""

from ..accounts.staff import actor_of
from ..core import settings
from ..core.db import atomic
from ..core.words import N_, Words
from ..messages.rules import Notice
from ..messages.service import send
from ..residents.models import Resident
from ..residents.service import contact
from ..services import adding
from ..services.catalogue import find


def add_for(resident: Resident, slug: str, *, staff_id: int) -> None:
    """They hear of it, once. Raises NotFound, Refused where it is not theirs."""
    service = find(slug)
    with atomic():
        if adding.add(resident.id, service, actor=actor_of(staff_id)) and (reach := contact(resident)):
            send(reach, _added(service.name), about=f"resident:{resident.id}")


def _added(name: Words) -> Notice:
    text = N_(
        "You asked us to add this to your card: %(service)s. It is there now. Was it not you, or do you not want it any "
        "more? Take it off here: %(address)s, or call 020 7946 0123."
    )
    address = f"{settings.current().base_url}/services"
    return Notice(N_("Your MyWestminster card"), text % {"service": name, "address": address})
