"""What an administrator is asked to approve, and what an auditor looks at."""

from collections.abc import Callable
from typing import Any

from a11y.family import parent
from tests.factories import make_card, make_resident, make_staff
from westminster.accounts import two_person
from westminster.accounts.staff import actor_of, named
from westminster.accounts.staff_team import change_roles
from westminster.audit.service import record
from westminster.casework.reading import note_look
from westminster.oversight import service, watching
from westminster.residents.service import find_public


def asked_for(*, own: bool = False, member: bool = False) -> Callable[[Any], dict[str, str]]:
    """An administrator, and that Hana becomes one: asked by them, or by a colleague."""

    def arrange(visitor: Any) -> dict[str, str]:
        me, hana = make_staff("administrator"), make_staff("adviser", name="Hana Clarke")
        by = me if own else make_staff("administrator", name="Elena Novak")
        change_roles(hana.account_id, ["adviser", "administrator"], actor=actor_of(by.account_id))
        visitor.sign_in(me.account_id)
        (asked,) = two_person.waiting({"team.manage"})
        return {"member": named(hana.email).public_id} if member else {"public_id": asked.public_id}

    return arrange


def read_by_staff(visitor: Any) -> None:
    """A resident whose details two of the staff opened, and somebody before roles were kept."""
    resident = make_card().resident
    for role, why in (("library_worker", "here"), ("senior_assessor", "case")):
        by = actor_of(make_staff(role).account_id)
        note_look(resident.id, actor=by, at=f"resident:{resident.id}", why=why)
    record("person.read", actor="staff:1", subject=f"resident:{resident.id}", at="x", why="called")
    visitor.sign_in(resident.account_id)


def child_read_by_staff(visitor: Any) -> dict[str, str]:
    """A parent at the card of their child, which staff opened."""
    values: dict[str, str] = parent(children=1)(visitor)
    child = find_public(values["public_id"])
    note_look(child.id, actor=actor_of(make_staff("library_worker").account_id), at=f"resident:{child.id}", why="here")
    return values


def flagged(*, looked_at: bool = False) -> Callable[[Any], dict[str, str]]:
    """An auditor, and two of the staff with the surname of somebody whom they opened."""

    def arrange(visitor: Any) -> dict[str, str]:
        auditor, resident = make_staff("auditor"), make_resident(full_name="Joan Clarke", surname="Clarke")
        for name in ("Hana Clarke", "Abe Clarke"):
            by = actor_of(make_staff(name=name).account_id)
            note_look(resident.id, actor=by, at=f"resident:{resident.id}", why="called")
        watching.watch()
        first, second = service.flags(looked_at=False, staff_id=auditor.account_id)
        service.look_at(second.public_id, "No relation of theirs.", staff_id=auditor.account_id)
        visitor.sign_in(auditor.account_id)
        return {"public_id": (second if looked_at else first).public_id}

    return arrange
