"""Who looks after a card shows more about its person: they bring a paper, staff see it, and the card goes on."""

from datetime import UTC, datetime, timedelta

import pytest

from a11y.family import a_child, asks_for
from tests.browsing import Client
from tests.factories import make_proof, make_staff
from tests.life.people import a_holder
from westminster.audit.models import AuditEntry
from westminster.cards import service as cards
from westminster.cards.models import Card
from westminster.core import worker
from westminster.core.clock import today
from westminster.core.errors import NotFound
from westminster.household import adults, showing
from westminster.messages.models import Message
from westminster.proofs.service import held_by
from westminster.residents.models import Resident
from westminster.sources import asking

PAPER = asking.Paper("letter", "7Q2D", None, None)


@pytest.fixture
def parent() -> Resident:
    return a_holder()


def offered(person: Resident) -> set[str]:
    return {one.slug for one in showing.to_show(person)}


def bring(child: Resident, slug: str, parent: Resident) -> None:
    """A paper to a library, where staff see it."""
    showing.come_with(child, slug, actor=f"resident:{parent.id}")
    [waiting] = asking.waiting()
    asking.settle(waiting.public_id, PAPER, actor="staff:1")
    worker.drain()


def facts_of(child: Resident) -> set[str]:
    return {proof.fact for proof in held_by(child.id, today())}


def test_a_parent_shows_that_a_child_is_disabled(parent):
    child = a_child(parent)
    bring(child, "disabled", parent)
    assert facts_of(child) == {"lives_in_westminster", "disabled"}
    asked = AuditEntry.select().where(AuditEntry.act == "source.asked").get()
    assert (asked.actor, asked.subject) == (f"resident:{parent.id}", f"resident:{child.id}")


def test_what_cannot_be_true_of_a_child_or_counts_for_a_while_yet_is_not_offered(parent):
    child = a_child(parent)
    assert {"disabled", "carer", "free_school_meals", "looked_after"} <= offered(child)
    assert not {"over_18", "care_leaver", "aged_60_or_over", "lives_in_westminster", "city_lions"} & offered(child)
    with pytest.raises(NotFound):
        showing.come_with(child, "over_18", actor="system")


def test_a_childs_card_goes_on_with_what_shows_again_where_they_live(parent, clock):
    child = a_child(parent)
    card = cards.for_resident(child.id)
    clock.set(datetime(2027, 11, 1, tzinfo=UTC))
    bring(child, "lives_in_westminster", parent)
    assert (cards.for_resident(child.id).id, cards.for_resident(child.id).valid_until.year) == (card.id, 2028)
    last = Message.select().order_by(Message.id.desc()).get()
    assert (last.address, "is now good until 31 October 2028" in last.body) == (parent.email, True)


def test_it_goes_on_too_where_it_had_run_out(parent, clock):
    child = a_child(parent)
    clock.set(datetime(2028, 3, 1, tzinfo=UTC))
    bring(child, "lives_in_westminster", parent)
    assert cards.for_resident(child.id).status_on(today()) == "active"


def test_nothing_goes_on_before_it_is_time(parent, clock):
    child = a_child(parent)
    before = cards.for_resident(child.id).valid_until
    clock.move(days=30)
    make_proof(child)
    worker.drain()
    assert cards.for_resident(child.id).valid_until == before


def test_who_signs_in_renews_by_themselves():
    adult = a_holder()
    before = today() + timedelta(days=20)
    Card.update(valid_until=before).where(Card.resident == adult).execute()
    adults.agree(asks_for(adult), actor=f"resident:{adult.id}")
    make_proof(adult)
    worker.drain()
    assert cards.for_resident(adult.id).valid_until == before


def test_at_the_pages(client: Client, parent):
    child = a_child(parent)
    client.sign_in(parent.account_id)
    page = client.get_page(f"/card/of/{child.public_id}")
    page = client.get_page(page.link("Show more about them"))
    page = client.get_page(page.link("Disabled"))
    page = client.post_form(page)
    assert "Staff know that you come." in page.main
    client.sign_in(make_staff("library_worker").account_id)
    assert child.full_name in client.get_page("/staff/waiting").main


def test_nobody_else_and_nobody_for_who_signs_in(client: Client, parent):
    child, adult = a_child(parent), a_holder(full_name="Omar Rahman", email="omar@example.com")
    asked = asks_for(adult)
    adults.agree(asked, actor=f"resident:{adult.id}")
    for holder, person in ((adult, child), (asked.holder, adult)):
        client.sign_in(holder.account_id)
        client.get_page(f"/card/of/{person.public_id}/show", status=404)
        client.get_page(f"/card/of/{person.public_id}/show/disabled", status=404)
