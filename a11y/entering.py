"""People on their way in, and the ways they have: for pages.py, as arranged.py."""

from collections.abc import Callable
from typing import Any

from tests.factories import make_account, make_application, make_card, make_resident
from westminster.accounts import email_login, joining
from westminster.home import again, email_sign_in

EMAIL, ADDRESS = "amina.rahman@example.com", "192.0.2.1"


def coded(visitor: Any) -> None:
    """Somebody who asked for a code to sign in with."""
    visitor.sign_in(None, email_sign_in=email_sign_in.ask(EMAIL, ADDRESS))


def coded_to_add(visitor: Any) -> None:
    """Somebody who asked for a code to add their email address with."""
    visitor.sign_in(make_account().id, email_way=email_sign_in.ask(EMAIL, ADDRESS))


def proved_another(*, card: bool = False) -> Callable[[Any], None]:
    """Somebody who proved another way to sign in; `card`: each of the two has a card."""

    def arrange(visitor: Any) -> None:
        own, other = (make_card().resident.account_id if card else make_account(email=EMAIL).id for _ in range(2))
        visitor.sign_in(own, joining=other)

    return arrange


def asked_again(visitor: Any) -> None:
    """Somebody who asked for a code to show that it is them."""
    account_id = make_resident().account_id
    visitor.sign_in(account_id, again_key=again.ask(account_id))


def applicant_by_email(visitor: Any) -> None:
    """Somebody who signs in with an email address and has answered every part."""
    resident = make_resident(account=email_login.account_of(EMAIL))
    visitor.sign_in(make_application(resident).resident.account_id)


def two_ways(*, take: str | None = None) -> Callable[[Any], dict[str, str]]:
    """Somebody who signs in at a provider or with an email address; `take`: about to take away own or other."""

    def arrange(visitor: Any) -> dict[str, str]:
        own, other = make_account().id, email_login.account_of(EMAIL).id
        joining.join(own, other, actor=f"account:{own}")
        visitor.sign_in(own)
        return {"way": joining.way_of(own if take == "own" else other).name} if take else {}

    return arrange
