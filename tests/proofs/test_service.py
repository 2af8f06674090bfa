from datetime import date

import peewee
import pytest

from tests.factories import make_resident
from westminster.audit.models import AuditEntry
from westminster.core.db import atomic
from westminster.core.errors import NotFound, Refused
from westminster.proofs.models import Proof
from westminster.proofs.service import end, held_by, record_proof

TODAY = date(2026, 11, 20)


def prove(resident, fact="lives_in_westminster", **changes):
    usual = {"source": "council_tax", "method": "match", "from_on": TODAY, "actor": f"resident:{resident.id}"}
    return record_proof(resident.id, fact, **(usual | changes))


def test_a_proof_lasts_twelve_months():
    resident = make_resident()
    prove(resident, account_ending="417")
    (proof,) = held_by(resident.id, TODAY)
    assert (proof.fact, proof.until_on, proof.detail) == (
        "lives_in_westminster",
        date(2027, 11, 19),
        {"account_ending": "417"},
    )
    assert held_by(resident.id, date(2027, 11, 19))
    assert not held_by(resident.id, date(2027, 11, 20))


def test_a_proof_of_somebody_else_is_not_held():
    prove(make_resident())
    assert held_by(make_resident().id, TODAY) == []


def test_an_ended_proof_counts_no_more_and_ends_once():
    resident = make_resident()
    proof = prove(resident)
    end(proof.id, on=TODAY, actor="staff:1")
    end(proof.id, on=date(2027, 1, 1), actor="staff:1")
    assert held_by(resident.id, TODAY) == []
    assert Proof.get_by_id(proof.id).ended_on == TODAY
    assert [e.act for e in AuditEntry.select().order_by(AuditEntry.id)] == ["proof.recorded", "proof.ended"]


def test_ending_what_is_not_there_is_not_found():
    with pytest.raises(NotFound):
        end(1, on=TODAY, actor="staff:1")


def test_a_fact_that_is_none_cannot_be_proved():
    with pytest.raises(KeyError):
        prove(make_resident(), "owns_a_dog")


@pytest.mark.parametrize("column", [{"until_on": date(2020, 1, 1)}, {"ended_on": date(2020, 1, 1)}, {"fact": ""}])
def test_the_database_refuses_a_proof_that_makes_no_sense(column):
    proof = prove(make_resident())
    with pytest.raises(peewee.IntegrityError), atomic():
        Proof.update(**column).where(Proof.id == proof.id).execute()


def test_a_proof_keeps_the_version_it_was_made_under():
    assert Proof.get_by_id(prove(make_resident()).id).version == 1


def test_a_proof_from_before_a_change_keeps_the_version_of_its_day():
    pupil = make_resident(born_on=date(2014, 1, 1))
    days = date(2026, 8, 31), date(2026, 9, 1)
    assert [prove(pupil, "free_school_meals", from_on=day).version for day in days] == [1, 2]


def test_a_proof_for_good_is_held_first_and_for_ever():
    resident = make_resident(born_on=date(1990, 1, 1))
    prove(resident)
    assert prove(resident, "over_18").until_on is None
    assert [proof.fact for proof in held_by(resident.id, TODAY)] == ["over_18", "lives_in_westminster"]
    assert [proof.fact for proof in held_by(resident.id, date(2126, 1, 1))] == ["over_18"]


def test_a_proof_that_contradicts_the_birth_date_is_refused_and_leaves_nothing():
    resident = make_resident(born_on=date(2012, 1, 1))
    with pytest.raises(Refused):
        prove(resident, "over_18")
    assert Proof.select().count() == AuditEntry.select().count() == 0


def test_a_source_that_ends_sooner_ends_the_proof():
    assert prove(make_resident(), "disabled", until_on=date(2027, 3, 3)).until_on == date(2027, 3, 3)
