"""What an administrator is asked to approve, and what an auditor looks at."""

from collections.abc import Callable
from typing import Any

from tests.factories import make_resident, make_staff
from westminster.accounts import two_person
from westminster.accounts.staff import actor_of, named
from westminster.accounts.staff_team import change_roles
from westminster.casework.reading import note_look
from westminster.oversight import service, watching


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
