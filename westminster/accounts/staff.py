"""Who works here and what they may do at this moment. Changing it is in `staff_team`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from ..core.db import atomic, database
from ..core.errors import NotFound
from .act_rules import ROLES, roles_with
from .joining import ways_of
from .models import Account, StaffMember, StaffRole, WorkAccount
from .staff_rules import is_same_person

REALM = "staff"
_ROLES_OF = """
SELECT staff_role.role FROM staff_member LEFT JOIN staff_role ON staff_role.account_id = staff_member.account_id
LEFT JOIN work_account ON work_account.account_id = staff_member.account_id
WHERE staff_member.account_id = {p} AND (staff_member.set_up_at IS NOT NULL OR work_account.bound_at IS NOT NULL)
"""


@dataclass(frozen=True)
class Member:
    """Somebody on the team; `public_id` names them in addresses. Without `set_up_at` they cannot sign in.

    It is when they got a password or, if they have a work account, when that was bound.
    """

    account_id: int
    public_id: str
    name: str
    email: str
    roles: tuple[str, ...]
    set_up_at: datetime | None
    has_work_account: bool
    link_ends_at: datetime | None
    left_at: datetime | None


class Person(Protocol):
    """What of a resident's record tells who they are."""

    full_name: Any
    email: Any
    account_id: Any


def actor_of(account_id: int) -> str:
    """How the audit trail names a member of staff."""
    return f"staff:{account_id}"


def staff_of(actor: str) -> int | None:
    """The account of a member of staff, from the trail's name of them; None for anybody else."""
    kind, _, number = actor.partition(":")
    return int(number) if kind == REALM and number.isdigit() else None


def roles_of(account_id: int) -> frozenset[str] | None:
    """What a member may do; None for who has left or is not set up. By plain SQL: asked for every page of theirs."""
    rows = database.execute_sql(_ROLES_OF.format(p=database.param), (account_id,)).fetchall()
    return frozenset(role for (role,) in rows if role) if rows else None


def team() -> list[Member]:
    """All there are and were, those who have left last."""
    return _described(_members().order_by(StaffMember.left_at.is_null(False), StaffMember.name, StaffMember.email))


def find(public_id: str) -> Member:
    """Raises NotFound."""
    return _only(_described(_members().where(Account.subject == public_id)))


def named(email: str) -> Member:
    """`email` in lower case. Raises NotFound."""
    return _only(_described(_members().where(StaffMember.email == email)))


def names(account_ids: Iterable[int]) -> dict[int, str]:
    """Who they are, also those who have left; by account."""
    found = StaffMember.select().where(StaffMember.account.in_(list(account_ids)))
    return {member.account_id: member.name for member in found}


def able(act: str) -> list[StaffMember]:
    """Who is on the team, can sign in and may do `act`, by name."""
    can = StaffRole.select(StaffRole.account).where(StaffRole.role.in_(roles_with(act)))
    bound = WorkAccount.select(WorkAccount.account)
    ready = StaffMember.set_up_at.is_null(False) | StaffMember.account.in_(bound)
    found = StaffMember.select(StaffMember, Account).join(Account)
    found = found.where(
        StaffMember.left_at.is_null(), Account.disabled_at.is_null(), ready, StaffMember.account.in_(can)
    )
    return list(found.order_by(StaffMember.name, StaffMember.account))


def uses_keys(account_id: int) -> bool:
    """Whether a member wants keys for what they do most."""
    return bool(StaffMember.select(StaffMember.shortcuts).where(StaffMember.account == account_id).scalar())


def use_keys(account_id: int, *, wanted: bool) -> None:
    with atomic():
        StaffMember.update(shortcuts=wanted).where(StaffMember.account == account_id).execute()


def email_of(account_id: int) -> str:
    """Where we write to a member."""
    return str(StaffMember.get_by_id(account_id).email)


def is_self(account_id: int, resident: Person) -> bool:
    """Whether a member of staff is the resident, whom they then must not decide about.

    By an email address in common, of the resident's record or of a way that they sign in, or by the name.
    We keep no birth dates of staff: a resident who has a colleague's name costs another colleague a look.
    """
    member = StaffMember.get_by_id(account_id)
    ways = ways_of(resident.account_id) if resident.account_id else []
    return is_same_person(member.name, member.email, resident.full_name, [resident.email, *(way.who for way in ways)])


def _members() -> Any:
    return StaffMember.select(StaffMember, Account).join(Account)


def _only(found: list[Member]) -> Member:
    if not found:
        raise NotFound
    return found[0]


def _described(members: Iterable[StaffMember]) -> list[Member]:
    found = list(members)
    work_accounts = WorkAccount.select().where(WorkAccount.account.in_([member.account_id for member in found]))
    bound = {row.account_id: row.bound_at for row in work_accounts}
    held: dict[int, set[str]] = {member.account_id: set() for member in found}
    for row in StaffRole.select().where(StaffRole.account.in_(list(held))):
        held[row.account_id].add(row.role)
    return [
        Member(
            account_id=one.account_id,
            public_id=one.account.subject,
            name=one.name,
            email=one.email,
            roles=tuple(role for role in ROLES if role in held[one.account_id]),
            set_up_at=bound.get(one.account_id, one.set_up_at),
            has_work_account=one.account_id in bound,
            link_ends_at=one.link_ends_at,
            left_at=one.left_at,
        )
        for one in found
    ]
