"""A new name: asked for, shown to staff, used; the one before is out of sight."""

from datetime import date

import pytest

from tests.factories import make_proof, make_resident, make_staff
from tests.life.people import a_holder, subjects
from westminster.casework import search
from westminster.core.errors import Refused
from westminster.core.models import Outbox
from westminster.life import naming
from westminster.life.models import NameChange
from westminster.proofs.service import held_by
from westminster.residents.models import Resident
from westminster.residents.service import correct, former_names
from westminster.wallets.service import face_for

TODAY = date(2026, 11, 20)


def asked(resident, first="Amina", last="Featherstonehaugh"):
    return naming.ask(resident, first, last, actor=f"resident:{resident.id}")


def confirmed(resident, **name):
    naming.confirm(asked(resident, **name), "deed_poll", "4711", staff_id=make_staff("library_worker").account_id)


def test_until_a_paper_was_seen_the_name_stays():
    resident = a_holder()
    asked(resident)
    assert Resident.get().full_name == "Amina Rahman"
    assert subjects(resident) == ["Your name"]


def test_after_it_every_form_of_the_card_has_the_new_name():
    resident = a_holder()
    confirmed(resident)
    assert (Resident.get().full_name, Resident.get().surname) == ("Amina Featherstonehaugh", "Featherstonehaugh")
    assert face_for(resident.id, "pass").name == "Amina Featherstonehaugh"
    assert "westminster.wallets.jobs.follow_person" in [row.subscriber for row in Outbox.select()]
    assert (NameChange.get().paper, NameChange.get().ending) == ("deed_poll", "4711")


def test_an_identity_proven_in_the_name_before_ends_and_all_else_that_was_shown_stays():
    resident = a_holder()
    for fact in ("identity", "over_18"):
        make_proof(resident, fact)
    asked(resident)
    assert len(held_by(resident.id, TODAY)) == 3
    confirmed(resident)
    assert {proof.fact for proof in held_by(resident.id, TODAY)} == {"lives_in_westminster", "over_18"}


def test_the_name_before_is_kept_and_found_only_by_those_who_may():
    resident = a_holder()
    confirmed(resident)
    assert [one.full_name for one in former_names(resident)] == ["Amina Rahman"]
    assert search.look_for("Rahman").people == []
    for typed in ("Rahman", "rahm", "Amina Rahman"):
        assert search.look_for(typed, former=True).people == [resident]


def test_a_correction_that_leaves_the_name_keeps_no_former_one():
    resident = make_resident()
    correct(resident, {"postcode": "NW8 8EU"}, actor="system")
    correct(resident, {"full_name": resident.full_name}, actor="system")
    assert former_names(resident) == []


@pytest.mark.parametrize(("first", "last"), [("", "Sukarno"), ("محمد", "العربي"), ("A" * 100, "B" * 100)])
def test_any_name_can_be_ones_name(first: str, last: str):
    confirmed(a_holder(), first=first, last=last)
    assert Resident.get().full_name == f"{first} {last}".strip()


def test_the_name_that_we_have_is_no_new_one():
    with pytest.raises(Refused, match="already"):
        asked(a_holder(), last="Rahman")


def test_asked_twice_it_is_one_and_asked_anew_the_later_counts():
    resident = a_holder()
    assert asked(resident).id == asked(resident).id
    asked(resident, last="Smith")
    assert naming.waiting(resident.id).surname == "Smith"
    assert [one.outcome for one in NameChange.select().order_by(NameChange.id)] == ["withdrawn", None]


def test_a_paper_in_another_name_changes_nothing():
    resident = a_holder()
    change = asked(resident)
    naming.refuse(change, staff_id=make_staff().account_id)
    assert Resident.get().full_name == "Amina Rahman"
    with pytest.raises(Refused, match="dealt with"):
        naming.confirm(change, "deed_poll", "", staff_id=make_staff().account_id)


def test_what_was_taken_back_is_confirmed_by_nobody():
    resident = a_holder()
    change = asked(resident)
    naming.withdraw(resident, actor="resident:1")
    with pytest.raises(Refused):
        naming.confirm(change, "deed_poll", "", staff_id=make_staff().account_id)


def test_nobody_confirms_their_own_name():
    staff = make_staff("library_worker", name="Amina Rahman")
    with pytest.raises(Refused, match="own record"):
        naming.confirm(asked(a_holder()), "deed_poll", "", staff_id=staff.account_id)
