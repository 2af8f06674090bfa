"""A parent asks, staff see a paper, the parent looks after the card; it ends."""

from datetime import UTC, date, datetime

import pytest

from a11y.family import BORN, a_child, asked
from tests.factories import make_resident, make_staff
from tests.life.people import a_holder
from westminster.accounts import two_person
from westminster.audit.models import AuditEntry
from westminster.cards import service as cards
from westminster.core import worker
from westminster.core.clock import today
from westminster.core.errors import NotFound, Refused
from westminster.household import relations
from westminster.household import service as household
from westminster.household.models import Acting, ChildAsk
from westminster.life import dying
from westminster.messages.models import Message
from westminster.residents.models import Resident
from westminster.services.service import entitled


@pytest.fixture
def parent() -> Resident:
    return a_holder()


def names(holder: Resident) -> list[str]:
    return [child.person.full_name for child in relations.looked_after(holder.id)]


def mistake(resident: Resident) -> None:
    """Two people agree that they have not died."""
    dying.ask_to_put_right(resident, staff_id=make_staff().account_id)
    [waiting] = two_person.waiting({"people.died"})
    two_person.approve(waiting.public_id, {"people.died"}, staff_id=make_staff("senior_assessor").account_id)


def test_nothing_is_made_of_a_child_before_staff_saw_a_paper(parent):
    asked(parent)
    assert Resident.select().count() == 1
    assert names(parent) == []


def test_after_it_the_child_has_a_card_of_their_own_and_the_parent_is_told(parent):
    child = a_child(parent)
    assert names(parent) == ["Yusuf Rahman"]
    assert child.account_id is None
    assert cards.for_resident(child.id).status_on(today()) == "active"
    assert entitled(child.id, "libraries", today())
    assert not ChildAsk.select().exists()
    [message] = Message.select()
    assert (message.address, "Yusuf Rahman" in message.body) == (parent.email, True)


def test_asked_twice_it_is_one(parent):
    assert asked(parent).id == asked(parent).id


def test_a_child_one_has_is_not_asked_for_again(parent):
    a_child(parent)
    with pytest.raises(Refused, match="already"):
        asked(parent)


def test_two_parents_look_after_one_card(parent):
    child, other = a_child(parent), a_holder(full_name="Omar Rahman", email="omar@example.com")
    one = asked(other)
    assert household.alike(one) == [child]
    same = household.confirm(one, "birth_certificate", "", child, staff_id=make_staff().account_id)
    assert same == child
    assert Resident.select().where(Resident.born_on == BORN).count() == 1
    assert names(parent) == names(other)
    assert [one.holder for one in relations.holders_of(child.id)] == [parent, other]


def test_a_paper_that_shows_nothing_makes_nothing(parent):
    one = asked(parent)
    household.not_shown(one, staff_id=make_staff().account_id)
    assert names(parent) == []
    with pytest.raises(Refused, match="dealt with"):
        household.confirm(one, "birth_certificate", "", None, staff_id=make_staff().account_id)


def test_staff_confirm_neither_their_own_child_nor_themselves(parent):
    for name in ("Amina Rahman", "Yusuf Rahman"):
        with pytest.raises(Refused, match="own record"):
            household.confirm(asked(parent), "birth_certificate", "", None, staff_id=make_staff(name=name).account_id)
    assert Resident.select().count() == 1


def test_nobody_else_comes_to_the_child(parent):
    child = a_child(parent)
    with pytest.raises(NotFound):
        relations.person_of(make_resident().id, child.public_id)


def test_on_the_sixteenth_birthday_it_is_over_even_without_the_worker(parent, clock):
    child = a_child(parent)
    clock.set(datetime(2032, 2, 29, tzinfo=UTC))
    assert names(parent) == []
    relations.end_over()
    relations.end_over()
    assert Acting.get().ended_by == "birthday"
    assert (Resident.get_by_id(child.id).email, Resident.get_by_id(child.id).mobile) == ("", "")
    assert ["is 16 now" in one.body for one in Message.select().order_by(Message.id)] == [False, True]


def test_the_day_before_it_the_parent_still_acts(parent, clock):
    a_child(parent)
    clock.set(datetime(2032, 2, 28, 23, tzinfo=UTC))
    relations.end_over()
    assert names(parent) == ["Yusuf Rahman"]


@pytest.mark.parametrize("by", ["holder", "staff"])
def test_it_ends_at_once_and_the_card_stays(parent, by: str):
    child = a_child(parent)
    relations.end(parent.id, child, by, actor="staff:1")
    relations.end(parent.id, child, by, actor="staff:1")
    assert names(parent) == []
    assert cards.for_resident(child.id).status == "active"
    assert len([entry for entry in AuditEntry.select() if entry.act == "acting.ended"]) == 1


@pytest.mark.parametrize("by", ["holder", "staff", "death"])
def test_what_is_written_about_the_child_goes_to_no_former_holder(parent, by: str):
    child = a_child(parent)
    household.confirm(
        asked(other := a_holder(full_name="Omar Rahman", email="omar@example.com")),
        "birth_certificate",
        "",
        child,
        staff_id=make_staff().account_id,
    )
    for holder, reached in ((parent, "omar@example.com"), (other, "")):
        if by == "death":
            dying.record_death(holder, today(), "family", staff_id=make_staff(name="Hana Clarke").account_id)
            worker.drain()
        else:
            relations.end(holder.id, child, by, actor="staff:1")
        assert Resident.get_by_id(child.id).email == reached


@pytest.mark.parametrize("who", ["parent", "child"])
def test_a_death_ends_it(parent, who: str):
    child = a_child(parent)
    asked(parent, "Zaynab")
    died = parent if who == "parent" else child
    dying.record_death(died, today(), "family", staff_id=make_staff(name="Hana Clarke").account_id)
    worker.drain()
    assert Acting.get().ended_by == "death"
    assert ChildAsk.select().count() == (0 if who == "parent" else 1)


@pytest.mark.parametrize("who", ["parent", "child"])
def test_a_death_that_was_a_mistake_ends_nothing_for_long(parent, who: str):
    child = a_child(parent)
    died = parent if who == "parent" else child
    dying.record_death(died, today(), "family", staff_id=make_staff(name="Hana Clarke").account_id)
    worker.drain()
    assert names(parent) == []
    mistake(died)
    worker.drain()
    assert names(parent) == ["Yusuf Rahman"]
    assert Resident.get_by_id(child.id).email == parent.email


def test_a_death_that_the_worker_hears_of_after_it_was_put_right_ends_nothing(parent):
    a_child(parent)
    relations.end_for_death(parent.id)
    assert names(parent) == ["Yusuf Rahman"]


def test_what_is_never_shown_goes_with_the_childs_name(parent, clock):
    asked(parent)
    clock.move(days=28)
    assert relations.forget_asks() == 0
    clock.move(days=1)
    assert relations.forget_asks() == 1


@pytest.mark.parametrize("born_on", [date(2026, 11, 21), date(2010, 1, 1), date(1890, 1, 1)])
def test_who_is_no_child_is_refused_on_the_date(parent, born_on: date):
    with pytest.raises(Refused) as refused:
        household.ask(parent, "parent", "A", "B", born_on, actor="resident:1")
    assert refused.value.field == "born_on"
