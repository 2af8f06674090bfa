"""For whom the pages of the application are filled in: whoever is signed in, or the person whom staff help."""

from flask import g
from flask_login import current_user

from ..residents.models import Resident
from ..residents.service import for_account


def person() -> Resident:
    """`g.helped_person` is there on the pages of staff who help."""
    return g.helped_person if "helped_person" in g else for_account(current_user.account_id)


def person_id() -> int:
    return int(person().id)


def actor() -> str:
    """How the audit trail names who fills it in."""
    return str(current_user.get_id()) if "helped_person" in g else f"resident:{person_id()}"
