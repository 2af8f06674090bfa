"""A parent moves: the children do when the parent says so, and then a move does to them what it does."""

import pytest

from a11y.family import a_child, asks_for
from tests.browsing import Client
from tests.life.people import HERE, THERE, a_holder, moved
from westminster.cards import service as cards
from westminster.core import worker
from westminster.core.clock import today
from westminster.household import adults, together
from westminster.life.models import Move
from westminster.messages.models import Message
from westminster.residents.models import Resident
from westminster.services.service import entitled


@pytest.fixture
def parent() -> Resident:
    return a_holder()


def bodies() -> list[str]:
    return [message.body for message in Message.select().order_by(Message.id)]


def lives_with(parent: Resident, child: Resident) -> None:
    parent = Resident.get_by_id(parent.id)
    together.live_with(parent, child, actor=f"resident:{parent.id}")


def test_no_child_moves_before_the_parent_says_so_and_the_parent_is_asked_once(parent):
    child = a_child(parent)
    moved(parent, HERE, today())
    worker.drain()
    assert Resident.get_by_id(child.id).address != Resident.get_by_id(parent.id).address
    asked = [body for body in bodies() if "We have not changed the address of: Yusuf Rahman." in body]
    assert len(asked) == 1


def test_who_has_no_child_elsewhere_is_asked_nothing(parent):
    moved(parent, HERE, today())
    worker.drain()
    assert not any("children" in body or "have not changed the address" in body for body in bodies())


def test_an_adult_whose_card_they_look_after_moves_by_themselves(parent):
    asked = asks_for(parent)
    adults.agree(asked, actor=f"resident:{parent.id}")
    moved(asked.holder, THERE, today())
    assert together.elsewhere(Resident.get_by_id(asked.holder_id)) == []


def test_within_westminster_the_childs_card_works_on_and_is_shown_again(parent):
    child = a_child(parent)
    moved(parent, HERE, today())
    for _ in range(2):
        lives_with(parent, child)
    assert Resident.get_by_id(child.id).address == Resident.get_by_id(parent.id).address
    assert Move.select().where(Move.resident == child).count() == 1
    assert entitled(child.id, "libraries", today())
    assert "We have the new address of Yusuf Rahman. Their card still works." in bodies()[-1]
    assert "/account/home" not in bodies()[-1]


def test_out_of_westminster_the_childs_card_ends_with_words_to_the_parent(parent):
    child = a_child(parent)
    moved(parent, THERE, today())
    lives_with(parent, child)
    assert cards.for_resident(child.id).ended_reason == "moved"
    assert bodies()[-1].startswith("The card of Yusuf Rahman was for living, working or studying in Westminster")


def test_at_the_page(client: Client, parent):
    child = a_child(parent)
    client.sign_in(parent.account_id)
    assert "another address" not in client.get_page("/account/looked-after").main
    moved(parent, HERE, today())
    page = client.get_page("/account/looked-after")
    page = client.post_form(page, action="lives-with-me")
    assert "another address" not in page.main
    assert Resident.get_by_id(child.id).address == Resident.get_by_id(parent.id).address
