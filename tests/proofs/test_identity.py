"""A proven identity becomes proofs at once, or waits for staff."""

import threading
from datetime import date

import pytest

from tests.accounts.proving import know
from tests.factories import make_account, make_resident, make_staff
from westminster.accounts.core_identity import Result
from westminster.accounts.identity_rules import Proven
from westminster.accounts.models import Account
from westminster.accounts.service import keep_identity
from westminster.audit.models import AuditEntry
from westminster.core import worker
from westminster.core.clock import today
from westminster.core.db import atomic, database
from westminster.proofs import identity
from westminster.proofs.differences import another_person, waiting
from westminster.proofs.identity_rules import Who
from westminster.proofs.models import IdentityDifference, Proof
from westminster.proofs.service import held_by, record_proof
from westminster.residents.models import Resident
from westminster.residents.service import for_account

BORN = date(1984, 5, 17)
HOME = {"lines": ["12 LISSON STREET"], "town": "LONDON", "postcode": "NW8 8EU", "uprn": "100"}
PERSON = {"identity", "over_16", "over_18"}  # what is proved of everybody of her age
AMINA = Proven("Amina Rahman", "Amina", "Rahman", BORN, HOME)


@pytest.fixture(autouse=True)
def _postcodes(db):
    know("NW8 8EU")


def proves(account: Account, who: Proven | None = AMINA, codes: tuple[str, ...] = ()) -> None:
    """The provider tells it and the worker hears of it."""
    keep_identity(account.id, Result("P2", who, list(codes)))
    worker.drain()


def facts(resident: Resident) -> set[str]:
    return {proof.fact for proof in held_by(resident.id, today())}


def different(who: Proven, **changes) -> Proven:
    return Proven(**{**vars(who), **changes})


def test_who_is_new_has_proofs_at_once():
    account = make_account()
    proves(account)
    resident = for_account(account.id)
    assert facts(resident) == {*PERSON, "lives_in_westminster"}
    proof = Proof.get(Proof.fact == "identity")
    assert (proof.source, proof.method, set(proof.detail)) == ("identity", "P2", {"identity", "who", "home"})
    assert "rahman" not in str(proof.detail).lower()
    assert proof.until_on == date(2036, 11, 19)
    assert Proof.get(Proof.fact == "lives_in_westminster").until_on == date(2027, 11, 19)


def test_who_is_known_has_proofs_too():
    resident = make_resident()
    proves(resident.account)
    assert facts(resident) == {*PERSON, "lives_in_westminster"}
    assert waiting() == []


def test_a_birth_date_proves_ages_from_their_birthdays_on():
    account = make_account()
    proves(account, different(AMINA, born_on=date(2010, 3, 1)))
    over = {proof.fact: proof.from_on for proof in Proof.select() if proof.fact.startswith("over")}
    assert over == {"over_16": today(), "over_18": date(2028, 3, 1)}
    assert "over_18" not in facts(for_account(account.id))


@pytest.mark.parametrize("home", [None, {**HOME, "postcode": "NW1 2EX"}, {**HOME, "postcode": "no postcode"}])
def test_a_home_that_we_do_not_know_in_westminster_proves_no_home(home):
    account = make_account()
    proves(account, different(AMINA, address=home))
    assert facts(for_account(account.id)) == PERSON


def test_what_is_not_proven_proves_nothing():
    account = make_account()
    proves(account, None, ("A",))
    identity.prove(account.id)
    assert Proof.select().count() == 0
    assert Resident.select().count() == 0


def test_who_was_never_asked_has_proved_nothing():
    identity.prove(make_account().id)
    assert Proof.select().count() == 0


def test_one_answer_is_taken_once():
    account = make_account()
    proves(account)
    identity.prove(account.id)
    assert Proof.select().count() == 4
    proves(account)
    assert Proof.select().count() == 8


@pytest.mark.own_database
def test_two_who_take_it_at_the_same_moment_take_it_once():
    account = make_account()
    with atomic():
        keep_identity(account.id, Result("P2", AMINA, []))
    for_account(account.id)
    start = threading.Barrier(4)

    def take() -> None:
        start.wait()
        identity.prove(account.id)
        database.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Proof.select().count() == 4


# Not as we know the person


@pytest.mark.parametrize(
    ("change", "what", "proved"),
    [
        ({"family_name": "Rahman-Shah"}, ["name"], set()),
        ({"given_names": "Nadia"}, ["name"], set()),
        ({"born_on": date(1985, 5, 17)}, ["birth_date"], set()),
        ({"address": {**HOME, "postcode": "NW1 2EX"}}, ["address"], PERSON),
        ({"family_name": "Shah", "address": {**HOME, "postcode": "NW1 2EX"}}, ["name", "address"], set()),
    ],
)
def test_what_differs_from_the_card_waits_for_staff(change, what, proved):
    resident = make_resident()
    proves(resident.account, different(AMINA, **change))
    (found,) = waiting()
    assert (found.resident_id, found.what) == (resident.id, what)
    assert facts(resident) == proved
    line = AuditEntry.select().where(AuditEntry.act == "identity.differs").get()
    assert (line.actor, line.subject) == ("system", f"resident:{resident.id}")
    assert "Shah" not in line.detail


def test_what_differs_is_told_once():
    resident = make_resident()
    proves(resident.account, different(AMINA, family_name="Shah"))
    identity.prove(resident.account_id)
    assert IdentityDifference.select().count() == 1


@pytest.mark.parametrize("change", [{"family_name": "Shah"}, {"address": {**HOME, "postcode": "W2 1RD"}}], ids=str)
def test_who_proves_the_same_again_waits_once(change):
    """Staff decide about all of it with one: of another person nothing may be left that counts."""
    know("W2 1RD")
    resident, told = make_resident(), different(AMINA, **change)
    for _ in range(3):
        proves(resident.account, told)
    (found,) = waiting()
    another_person(found, "shared", staff_id=make_staff().account_id)
    assert facts(resident) == set()
    proves(resident.account, different(AMINA, family_name="Khan"))
    proves(resident.account, told)
    assert len(waiting()) == 2


def test_a_new_home_in_westminster_is_a_proof_and_waits():
    know("W2 1RD")
    resident = make_resident()
    proves(resident.account, different(AMINA, address={**HOME, "postcode": "W2 1RD"}))
    assert facts(resident) == {*PERSON, "lives_in_westminster"}
    assert len(waiting()) == 1


# What a proof still shows


def test_a_proof_shows_the_person_and_home_that_were_proven():
    account = make_account()
    proves(account)
    resident = for_account(account.id)
    assert identity.shows(resident.id, Who("Amina", "Rahman", BORN, "NW8 8EU"))
    for other in ("Nadia", "Rahman", BORN, "NW8 8EU"), ("Amina", "Rahman", BORN, "W2 1RD"):
        assert not identity.shows(resident.id, Who(*other))


def test_a_proof_of_another_kind_knows_nothing_of_names():
    resident = make_resident()
    proof = record_proof(
        resident.id, "lives_in_westminster", source="council_tax", method="match", from_on=today(), actor="system"
    )
    assert identity.still_shows(proof, Who("Anybody", "At all", None, ""))
    assert not identity.shows(resident.id, Who("Amina", "Rahman", BORN, "NW8 8EU"))


def test_a_proof_that_ended_shows_nothing(clock):
    account = make_account()
    proves(account)
    clock.move(days=366)
    assert not identity.shows(for_account(account.id).id, Who("Amina", "Rahman", BORN, "NW8 8EU"))


@pytest.mark.parametrize("told", [("Jo", "Rahman"), ("Joanna Marie", "RAHMAN"), ("Marie", "Rahman"), ("", "Rahman")])
def test_a_proof_knows_the_names_that_a_person_goes_by(told):
    account = make_account()
    proves(account, different(AMINA, given_names="Joanna Marie"))
    assert identity.shows(for_account(account.id).id, Who(*told, BORN, "nw8 8eu"))


def test_a_proof_without_a_home_is_good_for_any():
    account = make_account()
    proves(account, different(AMINA, address=None))
    assert identity.still_shows(Proof.get(), Who("Amina", "Rahman", BORN, "SW1A 1AA"))


def test_a_copy_of_the_proofs_tells_nobody_who_it_was(configure):
    """Whoever has the table and not SECRET_KEY cannot try names against it."""
    account = make_account()
    proves(account)
    configure(secret_key="another key")
    assert not identity.still_shows(Proof.get(), Who("Amina", "Rahman", BORN, "NW8 8EU"))


def test_a_proof_from_before_there_were_marks_shows_nobody():
    resident = make_resident()
    proof = record_proof(
        resident.id, "identity", source="identity", method="P2", from_on=today(), actor="system", identity=1
    )
    assert not identity.still_shows(proof, Who("Amina", "Rahman", BORN, "NW8 8EU"))
