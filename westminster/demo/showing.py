"""Those of the cast who show more than where they live: one has sent a picture, one has shown a letter before."""

from datetime import timedelta
from io import BytesIO

from ..accounts.models import Account
from ..applications import service as applications
from ..applications import showing
from ..applications.models import Application
from ..core.clock import frozen, now, today
from ..proofs.service import record_proof
from ..residents.models import Resident
from ..residents.service import for_account
from .cases import drawn
from .cast import find
from .surroundings import ISSUER

BADGE = ("BLUE BADGE", "Jo Ferris", "Number 7K3F9Q2D", "until 30 April 2028")


def load_shown() -> None:
    """After the cast has its cards."""
    with frozen(now() - timedelta(days=2)):
        jo = _of_cast("jo-ferris")
        actor = f"resident:{jo.id}"
        draft = applications.begin_fact(jo, "disabled")
        showing.add(draft, BytesIO(drawn(BADGE)), "badge.png", "blue_badge", actor=actor)
        applications.submit(Application.get_by_id(draft.id), actor=actor)
    with frozen(now() - timedelta(days=60)):
        record_proof(
            _of_cast("carmen-ruiz").id,
            "carer",
            source="document",
            method="seen by a person",
            from_on=today(),
            actor="system",
            kind="carers_allowance",
        )


def _of_cast(slug: str) -> Resident:
    persona = find(slug)
    subject = persona.subject if persona else ""
    return for_account(Account.get(Account.issuer == ISSUER, Account.subject == subject).id)
