"""What the states of pages.py are made of: each function makes it, signs the visitor in, returns the address's values."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.factories import (
    TOTP_SECRET,
    make_account,
    make_application,
    make_card,
    make_proof,
    make_resident,
    make_staff,
)
from westminster.accounts import staff_team
from westminster.accounts.models import Identity
from westminster.accounts.staff import named as named_staff
from westminster.applications import service as applications
from westminster.cards import codes
from westminster.cards.models import Card
from westminster.core import settings
from westminster.core.clock import frozen, now, today
from westminster.core.oidc_settings import Identity as ProvenBy
from westminster.core.oidc_settings import Oidc
from westminster.services import adding
from westminster.services.catalogue import find
from westminster.verification import service as verification

PROVIDER = Oidc(
    issuer="http://127.0.0.1:9",
    client_id="us",
    discovery_url="http://127.0.0.1:9/.well-known/openid-configuration",
    client_secret="for tests",  # of nobody
    step_up_params={"vtr": ["Cl.Cm.P2"]},
    identity=ProvenBy("claim", "issuer", "http://127.0.0.1:9/did.json", "P2"),
)


def nobody(visitor: Any) -> None:
    """A stranger, and nothing made."""


def newcomer(visitor: Any) -> None:
    """Signed in for the first time."""
    visitor.sign_in(make_account().id)


def staff(*roles: str) -> Callable[[Any], None]:
    """A member of staff with `roles`, by default an adviser who is an assessor too."""
    return lambda visitor: visitor.sign_in(make_staff(*roles).account_id)


def staff_code(visitor: Any) -> None:
    """Staff whose password was right just now."""
    visitor.sign_in(None, staff_sign_in={"account": make_staff().account_id, "at": now().isoformat()})


def staff_link(visitor: Any) -> dict[str, str]:
    """Somebody with a link to set themselves up."""
    _, token = staff_team.invite("hana.clarke@example.com", "Hana Clarke", ["adviser"], actor="system")
    return {"token": token}


def staff_app(visitor: Any) -> None:
    """Somebody who has chosen a password and now adds us to an app."""
    visitor.sign_in(None, staff_set_up={**staff_link(visitor), "password_hash": "", "secret": TOTP_SECRET})


def colleague(*, link: bool = False, left: bool = False) -> Callable[[Any], dict[str, str]]:
    """An administrator, and Hana Clarke: invited, with a link made a moment ago, or who has left."""

    def arrange(visitor: Any) -> dict[str, str]:
        member, token = staff_team.invite("hana.clarke@example.com", "Hana Clarke", ["adviser"], actor="system")
        if left:
            staff_team.leave(named_staff("hana.clarke@example.com").account_id, actor="system")
        shown = {"staff_link": {"member": member, "token": token}} if link else {}
        visitor.sign_in(make_staff("administrator").account_id, **shown)
        return {"member": member}

    return arrange


def a_card(status: str) -> Card:
    """The card of somebody who lives here. "ends soon": in two weeks; "expired": issued 400 days ago."""
    resident = make_resident()
    make_proof(resident)
    if status == "ends soon":
        return make_card(resident, valid_until=today() + timedelta(days=14))
    if status == "expired":
        with frozen(now() - timedelta(days=400)):
            return make_card(resident)
    return make_card(resident, status=status)


def holder(status: str = "active", *, looked_up: bool = False) -> Callable[[Any], None]:
    """A resident whose card is in `status`."""

    def arrange(visitor: Any) -> None:
        card = a_card(status)
        if looked_up:
            verification.note(card)
        visitor.sign_in(card.resident.account_id)

    return arrange


def holder_without_proof(visitor: Any) -> None:
    """A resident with a card and no proof that counts."""
    visitor.sign_in(make_card().resident.account_id)


def carer(slug: str = "", *, added: bool = False) -> Callable[[Any], dict[str, str]]:
    """A carer with a card, who may add half-price swims or has; at the page of a service."""

    def arrange(visitor: Any) -> dict[str, str]:
        resident = a_card("active").resident
        make_proof(resident, "carer")
        if added:
            adding.add(resident.id, find("swims"), actor=f"resident:{resident.id}")
        visitor.sign_in(resident.account_id)
        return {"slug": slug} if slug else {}

    return arrange


def checked(slug: str | None = None, **answers: str) -> Callable[[Any], dict[str, str]]:
    """Somebody who has given `answers` to what you can get, at the question `slug`."""

    def arrange(visitor: Any) -> dict[str, str]:
        visitor.sign_in(None, check={name.replace("_", "-"): value for name, value in answers.items()})
        return {"slug": slug} if slug else {}

    return arrange


def with_provider(then: Callable[[Any], Any] = nobody) -> Callable[[Any], Any]:
    """As `then`, where residents sign in at a provider that can tell who they are. None answers at its address."""

    def arrange(visitor: Any) -> Any:
        settings.install(replace(settings.current(), resident_oidc=PROVIDER))
        return then(visitor)

    return arrange


def not_proven(visitor: Any) -> None:
    """Somebody who has answered all but how they show it, and could not prove it online."""
    draft = make_application()
    Identity.create(account=draft.resident.account, level="P2", return_codes=["A"], told_at=now())
    visitor.sign_in(draft.resident.account_id)


def applicant(**answers: Any) -> Callable[[Any], None]:
    """Somebody whose application has every part answered; None takes an answer out."""

    def arrange(visitor: Any) -> None:
        visitor.sign_in(make_application(**answers).resident.account_id)

    return arrange


def beginner(**values: str) -> Callable[[Any], dict[str, str]]:
    """Somebody who has only begun to apply, at an address with `values`."""

    def arrange(visitor: Any) -> dict[str, str]:
        resident = make_resident()
        applications.begin(resident)
        visitor.sign_in(resident.account_id)
        return values

    return arrange


def sent_in(visitor: Any) -> dict[str, str]:
    """Somebody who sent an application that a person looks at."""
    application = make_application(sent=True)
    visitor.sign_in(application.resident.account_id)
    return {"public_id": application.public_id}


def stopping(*, opened: bool = False, status: str = "active") -> Callable[[Any], None]:
    """Somebody without a way to sign in who asked for a code; `opened`: and entered it."""

    def arrange(visitor: Any) -> None:
        visit = {"key": "k", "residents": [a_card(status).resident_id]}
        if opened:
            visit["until"] = (now() + timedelta(minutes=10)).isoformat()
        visitor.sign_in(None, stopping=visit)

    return arrange


def code(status: str = "active") -> Callable[[Any], dict[str, str]]:
    """A stranger who looks at the code of a card in `status`."""

    def arrange(visitor: Any) -> dict[str, str]:
        return {"token": codes.of(a_card(status).id, "web").token}

    return arrange


def code_for(service: str | None, *, proved: bool = True) -> Callable[[Any], dict[str, str]]:
    """A stranger who asks whether a card opens `service` (None: who chose none); its holder has `proved` a fact."""

    def arrange(visitor: Any) -> dict[str, str]:
        card = a_card("active") if proved else make_card()
        asked = {"for": service} if service else {}
        return {"token": codes.of(card.id, "web").token, "asked": "yes", **asked}

    return arrange


def named(**values: str) -> Callable[[Any], dict[str, str]]:
    """A stranger at an address with `values`."""
    return lambda visitor: values
