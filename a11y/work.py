"""What the states of pages.py about work accounts are made of. No provider answers at the address that is set."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from a11y.arranged import PROVIDER, colleague, nobody, staff_link
from tests.factories import make_staff
from westminster.accounts import work_accounts
from westminster.accounts.models import StaffMember
from westminster.core import settings


def at_work(then: Callable[[Any], Any] = nobody) -> Callable[[Any], Any]:
    """As `then`, where staff sign in at a provider."""

    def arrange(visitor: Any) -> Any:
        settings.install(replace(settings.current(), staff_oidc=PROVIDER))
        return then(visitor)

    return arrange


def has_password(visitor: Any) -> None:
    """Somebody on the team signs in with a password."""
    make_staff()


def link_of_a_moment_ago(visitor: Any) -> dict[str, str]:
    """Somebody with a link, whom the provider did not answer."""
    return {**staff_link(visitor), "down": "yes"}


def signed_in_at_work(visitor: Any) -> None:
    """A member of the team who came with a work account."""
    visitor.sign_in(make_staff().account_id, id_token="of nobody")  # nor is it a password


def sent_back_at_work(visitor: Any) -> dict[str, str]:
    """The same, whom the provider did not answer."""
    signed_in_at_work(visitor)
    return {"down": "yes"}


def bound_colleague(visitor: Any) -> dict[str, str]:
    """An administrator, and Hana Clarke, who signs in with a work account."""
    named: dict[str, str] = colleague()(visitor)
    hana = StaffMember.get(StaffMember.email == "hana.clarke@example.com")
    work_accounts.keep(hana.account_id, PROVIDER.issuer, "hana")
    return named
