"""Things that tests need there: each makes one, right in every part that the test does not name."""

from datetime import date
from itertools import count
from typing import Any

from westminster.accounts.models import Account
from westminster.core.clock import now
from westminster.core.ids import new_token
from westminster.residents.models import Resident

_number = count(1)


def make_account(**columns: Any) -> Account:
    """A resident's way to sign in."""
    usual = {"realm": "resident", "issuer": "https://id.example", "subject": f"subject-{next(_number)}"}
    return Account.create(**(usual | {"created_at": now(), "signed_in_at": now()} | columns))


def make_resident(**columns: Any) -> Resident:
    """Somebody with an account who lives in Church Street and told us all we ask."""
    usual = {
        "public_id": new_token(10),
        "full_name": "Amina Rahman",
        "surname": "Rahman",
        "born_on": date(1984, 5, 17),
        "address": ["12 Lisson Street"],
        "postcode": "NW8 8EU",
        "email": f"amina{next(_number)}@example.com",
        "mobile": "+447700900123",
        "channel": "email",
        "language": "en",
        "access_needs": [],
        "created_at": now(),
    }
    if "account" not in columns:
        usual["account"] = make_account()
    return Resident.create(**(usual | columns))
