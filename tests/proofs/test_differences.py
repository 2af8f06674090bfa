"""Staff say whose a proven identity is that differs; what the provider told goes in time."""

import json
from datetime import date

import pytest

from tests.accounts.proving import know
from tests.cards.test_race import THREADS, at_once
from tests.factories import make_resident, make_staff
from tests.proofs.test_identity import AMINA, BORN, PERSON, different, facts, proves
from westminster.accounts.models import Identity
from westminster.audit.models import AuditEntry
from westminster.core import worker
from westminster.core.errors import NotFound
from westminster.core.events import periodic
from westminster.core.models import Outbox
from westminster.proofs import differences, identity
from westminster.proofs.identity_rules import Who
from westminster.proofs.models import IdentityDifference, Proof
from westminster.proofs.retention import delete_old_identities
from westminster.residents.models import Resident

MOVED = {"lines": ["FLAT 2", "BEECH HOUSE", "9 ELM ROAD"], "town": "LONDON", "postcode": "w21rd", "uprn": None}


@pytest.fixture(autouse=True)
def _postcodes(db):
    know("NW8 8EU", "W2 1RD")


def differing(**changes) -> IdentityDifference:
    """Amina, whose provider knows her otherwise."""
    proves(make_resident().account, different(AMINA, **changes))
    (found,) = differences.waiting()
    return differences.find(found.public_id)


def kept(difference: IdentityDifference) -> Resident:
    return Resident.get_by_id(difference.resident_id)


def settled() -> list[tuple[str, dict]]:
    lines = AuditEntry.select().where(AuditEntry.act == "identity.settled")
    return [(line.actor, json.loads(line.detail)) for line in lines]


def test_a_new_name_is_taken_and_proved():
    found, staff_id = differing(given_names="Amina Noor", family_name="Shah"), make_staff().account_id
    differences.same_person(found, ["name"], staff_id=staff_id)
    assert (kept(found).full_name, kept(found).surname, kept(found).born_on) == ("Amina Noor Shah", "Shah", BORN)
    assert facts(kept(found)) == {*PERSON, "lives_in_westminster"}
    assert identity.shows(found.resident_id, Who("Amina", "Shah", BORN, "NW8 8EU"))
    told = {"identity": found.identity_id, "outcome": "same_person", "take": "name"}
    assert settled() == [(f"staff:{staff_id}", told)]
    assert differences.waiting() == []
    assert differences.count() == 0


def test_a_birth_date_is_taken():
    found = differing(born_on=date(1985, 5, 17))
    differences.same_person(found, ["birth_date"], staff_id=make_staff().account_id)
    assert kept(found).born_on == date(1985, 5, 17)


def test_an_address_is_taken_as_forms_keep_one():
    found = differing(address=MOVED)
    differences.same_person(found, ["address"], staff_id=make_staff().account_id)
    assert kept(found).address == ["FLAT 2", "BEECH HOUSE, 9 ELM ROAD", "LONDON"]
    assert kept(found).postcode == "W2 1RD"
    assert Proof.select().count() == 4, "those that it proved at once, and no more"


def test_only_what_is_chosen_is_taken():
    found = differing(family_name="Shah", born_on=date(1985, 5, 17))
    differences.same_person(found, [], staff_id=make_staff().account_id)
    assert (kept(found).full_name, kept(found).born_on) == ("Amina Rahman", BORN)
    assert facts(kept(found)) == {*PERSON, "lives_in_westminster"}


def test_one_name_alone_is_a_whole_name():
    found = differing(given_names="Wulandari", family_name=None)
    differences.same_person(found, ["name"], staff_id=make_staff().account_id)
    assert (kept(found).full_name, kept(found).surname) == ("Wulandari", "Wulandari")


def test_of_another_person_nothing_is_taken_and_nothing_counts():
    found, staff_id = differing(address=MOVED), make_staff().account_id
    assert facts(kept(found)) == {*PERSON, "lives_in_westminster"}
    differences.another_person(found, "shared", staff_id=staff_id)
    assert facts(kept(found)) == set()
    assert kept(found).postcode == "NW8 8EU"
    told = {"identity": found.identity_id, "outcome": "another_person", "why": "shared"}
    assert settled() == [(f"staff:{staff_id}", told)]
    identity.prove(kept(found).account_id)
    assert facts(kept(found)) == set(), "the same answer proves nothing later on"


def test_the_trail_holds_no_name():
    found = differing(family_name="Shah")
    differences.same_person(found, ["name"], staff_id=make_staff().account_id)
    assert "Shah" not in str([line.detail for line in AuditEntry.select()])


def test_who_keeps_a_copy_of_the_card_hears_of_the_name():
    found = differing(family_name="Shah")
    worker.drain()
    differences.same_person(found, ["name"], staff_id=make_staff().account_id)
    waiting = [(row.subscriber, row.payload) for row in Outbox.select()]
    assert ("westminster.wallets.jobs.follow_person", {"resident_id": found.resident_id}) in waiting


@pytest.mark.own_database
def test_of_two_colleagues_at_the_same_moment_one_says_whose_it_is():
    found, staff_id = differing(family_name="Shah"), make_staff().account_id

    def settle() -> object:
        try:
            return differences.another_person(found, "mistake", staff_id=staff_id)
        except differences.Overtaken:
            return differences.Overtaken

    results = at_once(settle)
    assert results.count(None) == 1
    assert results.count(differences.Overtaken) == THREADS - 1
    assert len(settled()) == 1


def test_who_comes_second_changes_nothing():
    found, staff_id = differing(family_name="Shah"), make_staff().account_id
    differences.another_person(found, "mistake", staff_id=staff_id)
    with pytest.raises(differences.Overtaken):
        differences.same_person(found, ["name"], staff_id=staff_id)
    assert kept(found).surname == "Rahman"


def test_a_made_up_difference_is_not_found():
    with pytest.raises(NotFound):
        differences.find("nothing")


# In time


def test_what_the_provider_told_goes_after_thirty_days_and_the_proof_stays(clock):
    resident = make_resident()
    proves(resident.account)
    clock.move(days=29, hours=23)
    delete_old_identities()
    assert Identity.select().count() == 1
    clock.move(hours=1)
    for _ in range(2):
        delete_old_identities()
    assert Identity.select().count() == 0
    assert identity.shows(resident.id, Who("Amina", "Rahman", BORN, "NW8 8EU"))
    assert not identity.shows(resident.id, Who("Nadia", "Rahman", BORN, "NW8 8EU"))
    (line,) = AuditEntry.select().where(AuditEntry.act == "identity.deleted")
    assert (line.actor, line.subject) == ("system", f"account:{resident.account_id}")
    identity.prove(resident.account_id)
    assert Proof.select().count() == 4


def test_return_codes_go_too(clock):
    proves(make_resident().account, None, ("A",))
    clock.move(days=30)
    delete_old_identities()
    assert Identity.select().count() == 0


def test_what_staff_have_not_looked_at_stays_until_they_did(clock):
    found = differing(family_name="Shah")
    clock.move(days=300)
    delete_old_identities()
    assert differences.find(found.public_id).identity.family_name == "Shah"
    differences.another_person(found, "mistake", staff_id=make_staff().account_id)
    clock.move(days=29)
    delete_old_identities()
    assert Identity.select().count() == 1
    clock.move(days=1)
    delete_old_identities()
    assert (Identity.select().count(), IdentityDifference.select().count()) == (0, 0)


def test_the_worker_does_it():
    assert delete_old_identities in [verb for _, verb in periodic]
