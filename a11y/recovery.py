"""What the pages of recovery codes show. As in arranged.py."""

from collections.abc import Callable
from typing import Any

from tests.factories import TOTP_SECRET, make_staff
from westminster.accounts import staff_recovery
from westminster.core.clock import now


def with_codes(**remembered: Any) -> Callable[[Any], None]:
    """An adviser with ten recovery codes; `remembered` is what their session holds."""

    def arrange(visitor: Any) -> None:
        account_id = make_staff().account_id
        staff_recovery.make(account_id)
        visitor.sign_in(account_id, **remembered)

    return arrange


def with_new_codes(visitor: Any) -> None:
    """An adviser who has not said to have kept them."""
    account_id = make_staff().account_id
    visitor.sign_in(account_id, recovery_codes={"codes": staff_recovery.make(account_id), "go_on_to": "/staff"})


def recovered(visitor: Any) -> None:
    """An adviser who has just signed in with one."""
    with_codes(recovered={"at": now().isoformat(), "go_on_to": "/staff"}, new_app=TOTP_SECRET)(visitor)
