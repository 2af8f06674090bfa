"""Parents and children, as in arranged.py."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from a11y.casework import given
from a11y.living import a_holder, moved
from tests.factories import make_staff
from westminster.cards import service as cards
from westminster.cards.models import Card
from westminster.core.clock import today
from westminster.household import adults, showing
from westminster.household import service as household
from westminster.household.models import ActingAsk, ChildAsk
from westminster.residents.models import Resident

LONG = "Maximiliana Alexandra Konstantinopoulou-Featherstonehaugh"
BORN = date(2016, 2, 29)


def asked(holder: Resident, first: str = "Yusuf", last: str = "Rahman") -> ChildAsk:
    return household.ask(holder, "parent", first, last, BORN, actor=f"resident:{holder.id}")


def a_child(holder: Resident, first: str = "Yusuf", last: str = "Rahman") -> Resident:
    """With a card that `holder` looks after."""
    one = asked(holder, first, last)
    return household.confirm(one, "birth_certificate", "4711", None, staff_id=make_staff().account_id)


def parent(
    *, children: int = 0, asks: int = 0, card: str = "active", slug: str = "", comes: bool = False
) -> Callable[[Any], dict[str, str]]:
    """Somebody at the pages of their children; the first child has a long name, and a card in the state `card`.

    At the page of the fact `slug`, where they said that they come with a paper.
    """

    def arrange(visitor: Any) -> dict[str, str]:
        holder = a_holder()
        made = [a_child(holder, LONG if number == 0 else f"Child {number}") for number in range(children)]
        for number in range(asks):
            asked(holder, f"Ask {number}")
        if card == "stopped":
            cards.stop(cards.for_resident(made[0].id), "lost", actor=f"resident:{holder.id}")
        if card == "expired":
            days = {Card.valid_from: today() - timedelta(days=385), Card.valid_until: today() - timedelta(days=20)}
            Card.update(days).where(Card.resident == made[0]).execute()
        if comes:
            showing.come_with(made[0], slug, actor=f"resident:{holder.id}")
        visitor.sign_in(holder.account_id)
        at = {"public_id": made[0].public_id} if made else {}
        return at | ({"slug": slug} if slug else {})

    return arrange


def parents_page(visitor: Any) -> dict[str, str]:
    parent(children=2, asks=1)(visitor)
    return {}


def parent_away(*, out: bool) -> Callable[[Any], None]:
    """Somebody who has moved, also out of Westminster, at the page of their children, who have not."""

    def arrange(visitor: Any) -> None:
        holder = a_holder()
        a_child(holder, LONG)
        moved(holder, "N1 1AA" if out else "NW8 8EU")
        visitor.sign_in(holder.account_id)

    return arrange


def helper(*, alike: bool = False, ending: bool = False, child: bool = False) -> Callable[[Any], dict[str, str]]:
    """An adviser at the page of a parent who asks for a child; `alike`: one like it is there. With `child` at its page."""

    def arrange(visitor: Any) -> dict[str, str]:
        holder = a_holder()
        there = a_child(holder) if alike or ending or child else None
        one = asked(holder, "Yusef")
        shown = there if child and there else holder
        visitor.sign_in(make_staff().account_id, people_why=given(shown, "here"))
        if child:
            return {"public_id": shown.public_id}
        also = {"child_id": there.public_id} if ending and there else {"ask_id": one.public_id}
        return {"public_id": holder.public_id, **also}

    return arrange


def a_parent(visitor: Any) -> dict[str, str]:
    """An adviser at the page of a parent."""
    values = helper(alike=True)(visitor)
    return {"public_id": values["public_id"]}


def asks_for(person: Resident, kind: str = "carer", *, name: str = LONG) -> ActingAsk:
    """Somebody asks to look after the card of `person`."""
    holder = a_holder(full_name=name, surname="Featherstonehaugh", email="max@example.com")
    until, number = today() + timedelta(days=300), cards.for_resident(person.id).number
    return adults.ask(holder, number, kind, until, actor=f"resident:{holder.id}")


def helped_adult(*, agreed: bool = False, kind: str = "carer") -> Callable[[Any], None]:
    """Somebody whose card another looks after, who has stopped it, or asks to."""

    def arrange(visitor: Any) -> None:
        person = a_holder()
        asked = asks_for(person, kind)
        if agreed:
            adults.agree(asked, actor=f"resident:{person.id}")
            cards.stop(cards.for_resident(person.id), "lost", actor=f"resident:{asked.holder_id}")
        visitor.sign_in(person.account_id)

    return arrange


def asking_adult(kind: str) -> Callable[[Any], None]:
    """Somebody who asks to look after the card of an adult."""

    def arrange(visitor: Any) -> None:
        visitor.sign_in(asks_for(a_holder(), kind).holder.account_id)

    return arrange


def at_adult(kind: str = "carer") -> Callable[[Any], dict[str, str]]:
    """A library worker who is asked by somebody who wants to look after the card of an adult."""

    def arrange(visitor: Any) -> dict[str, str]:
        person = a_holder()
        asked = asks_for(person, kind)
        visitor.sign_in(make_staff("library_worker").account_id, people_why=given(person, "here"))
        return {"public_id": person.public_id, "ask_id": asked.public_id}

    return arrange


def with_helper(visitor: Any) -> dict[str, str]:
    return {"public_id": at_adult()(visitor)["public_id"]}
