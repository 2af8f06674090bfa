"""Things that tests need there: each makes one, right in every part that the test does not name."""

from datetime import date
from functools import cache
from itertools import count
from typing import Any

from westminster.accounts.models import Account, StaffMember, StaffRole
from westminster.accounts.staff_secrets import hash_password, seal_totp
from westminster.applications import service as applications
from westminster.applications.models import Application
from westminster.cards import service as cards
from westminster.cards.models import Card
from westminster.cards.rules import twelve_months
from westminster.core.clock import now, today
from westminster.core.ids import new_token
from westminster.proofs.models import Proof
from westminster.proofs.service import record_proof
from westminster.residents.finding import keep_words
from westminster.residents.models import Resident

_number = count(1)
PASSWORD, TOTP_SECRET = "lamp orchid gravel tuba", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_account(**columns: Any) -> Account:
    """A resident's way to sign in."""
    usual = {"realm": "resident", "issuer": "https://id.example", "subject": f"subject-{next(_number)}"}
    return Account.create(**(usual | {"created_at": now(), "signed_in_at": now()} | columns))


def make_staff(*roles: str, **columns: Any) -> StaffMember:
    """An adviser who is an assessor too, or somebody with `roles`, who signs in with PASSWORD and an app that has TOTP_SECRET.

    `client.sign_in(make_staff().account_id)` is the short way in.
    """
    account = make_account(realm="staff", issuer="local")
    usual = {
        "name": "Sam Okoro",
        "email": f"sam{next(_number)}@example.com",
        "password_hash": _hashed(PASSWORD),
        "totp_secret": seal_totp(TOTP_SECRET, account.id),
        "set_up_at": now(),
    }
    member = StaffMember.create(account=account.id, **(usual | columns))
    for role in roles or ("adviser", "assessor"):
        StaffRole.create(account=account.id, role=role)
    return member


@cache
def _hashed(password: str) -> str:
    """Once: it is slow on purpose."""
    return hash_password(password)


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
    resident = Resident.create(**(usual | columns))
    keep_words(resident)
    return resident


def make_card(resident: Resident | None = None, *, status: str = "active", valid_until: date | None = None) -> Card:
    """A card issued today to `resident` (or to a new one), then stopped as lost or suspended if `status` says so."""
    owner = resident or make_resident()
    card = cards.issue(owner.id, valid_until or twelve_months(today()), actor="system")
    if status == "stopped":
        return cards.stop(card, "lost", actor=f"resident:{owner.id}")
    return cards.suspend(card, actor="staff:1") if status == "suspended" else card


def make_proof(resident: Resident, fact: str = "lives_in_westminster", *, from_on: date | None = None) -> Proof:
    """A fact that the Council Tax list showed, today unless told otherwise."""
    return record_proof(
        resident.id, fact, source="council_tax", method="match", from_on=from_on or today(), actor="system"
    )


ANSWERS = {
    "first_name": "Amina",
    "last_name": "Rahman",
    "born_on": "1984-05-17",
    "safe_to_write": True,
    "channel": "email",
    "email": "amina@example.com",
    "mobile": "",
    "language": "en",
    "access_needs": [],
    "access_other": "",
    "basis": "lives_in_westminster",
    "postcode": "NW8 8EU",
    "line_1": "12 Lisson Street",
    "line_2": "",
    "town": "London",
}


def make_application(resident: Resident | None = None, *, sent: bool = False, **answers: Any) -> Application:
    """An application of somebody who shows it at a library; every part is answered, `answers` say otherwise.

    A None takes an answer out.
    """
    draft = applications.begin(resident or make_resident())
    given = {name: value for name, value in (ANSWERS | answers).items() if value is not None}
    draft = applications.save(draft, given)
    if len(given) >= len(ANSWERS):
        draft = applications.show_by(draft, "in_person")
    return applications.submit(draft, actor=f"resident:{draft.resident_id}") if sent else draft
