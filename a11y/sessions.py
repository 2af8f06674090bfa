"""What the states of pages.py about sessions are made of."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from a11y.casework import given
from tests.factories import make_card, make_resident, make_staff
from westminster.accounts import store
from westminster.core.clock import frozen, now


def in_browsers(realm: str, *devices: str | None, ended: bool = False) -> Callable[[Any], dict[str, str]]:
    """Somebody of `realm` who signed in with each of `devices` before this one; `ended`: just signed out in one."""

    def arrange(visitor: Any) -> dict[str, str]:
        account_id = make_card().resident.account_id if realm == "resident" else make_staff().account_id
        for number, device in enumerate(devices, 1):
            with frozen(now() - timedelta(minutes=7 * number)):
                shared = realm == "resident" and number == 1
                store.add(secrets.token_bytes(32), {}, account_id, device=device, shared_computer=shared)
        visitor.sign_in(account_id)
        return {"ended": "yes"} if ended else {}

    return arrange


def working_colleague(*roles: str) -> Callable[[Any], dict[str, str]]:
    """An administrator, and a colleague who is set up."""

    def arrange(visitor: Any) -> dict[str, str]:
        member = make_staff(*roles)
        visitor.sign_in(make_staff("administrator").account_id)
        return {"member": member.account.subject}

    return arrange


def signed_in_person(visitor: Any) -> dict[str, str]:
    """An adviser at the page of somebody who is signed in with two browsers."""
    resident = make_resident()
    for _ in range(2):
        store.add(secrets.token_bytes(32), {}, resident.account_id)
    visitor.sign_in(make_staff().account_id, people_why=given(resident, "called"))
    return {"public_id": resident.public_id}
