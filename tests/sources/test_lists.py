import io
from datetime import date

import pytest

from tests.factories import make_account, make_proof, make_resident, make_staff
from westminster.audit.models import AuditEntry
from westminster.casework import retention
from westminster.core.errors import Refused
from westminster.proofs.models import Proof
from westminster.sources import asking, lists
from westminster.sources.models import PartnerList, PartnerListEntry, SourceAsk

LIST = "number,name,birth_date\nTC204817,SANTOS Maria,2004-05-17\n"
UNTIL = date(2027, 7, 31)


@pytest.fixture
def maria():
    resident = make_resident(full_name="Maria Santos", surname="Santos", born_on=date(2004, 5, 17))
    make_proof(resident)
    return resident


def give(text=LIST, until=UNTIL, partner="Thameside College"):
    made = lists.upload(partner, "student", until, text.encode(), actor="staff:1")
    return lists.use(made.public_id, actor="staff:1")


def proofs():
    return [(p.source, p.until_on) for p in Proof.select().where(Proof.fact == "student")]


@pytest.mark.parametrize(
    ("name", "number"), [("Maria Santos", ""), ("SANTOS, María", ""), ("Somebody Else", "tc 204817")]
)
def test_who_is_on_a_list_by_name_or_number_has_a_proof_until_it_ends(maria, name, number):
    give()
    maria.full_name = name
    assert asking.check(maria, "student", number)
    assert proofs() == [("partner_list", UNTIL)]
    assert asking.standing(maria.id, "student").proof is not None


@pytest.mark.parametrize(
    "other", [{"full_name": "Mario Santos"}, {"born_on": date(2004, 5, 18)}, {"full_name": "Santos"}]
)
def test_who_is_not_on_it_waits_for_a_person_and_is_not_refused(maria, other):
    give()
    for name, value in other.items():
        setattr(maria, name, value)
    assert not asking.check(maria, "student", "")
    assert proofs() == []
    (one,) = asking.waiting()
    assert (one.resident_id, one.result) == (maria.id, "not_found")
    assert asking.standing(maria.id, "student").waits_since == date(2026, 11, 20)


def test_a_proof_counts_no_longer_than_its_category(maria):
    give(until=date(2027, 12, 25))
    asking.check(maria, "student", "")
    assert proofs() == [("partner_list", date(2027, 11, 19))]


def test_a_draft_answers_nobody(maria):
    lists.upload("Thameside College", "student", UNTIL, LIST.encode(), actor="staff:1")
    assert asking.categories() == []
    assert lists.look_up("student", "TC204817", "", maria.born_on) is None


def test_a_new_list_of_the_same_partner_takes_the_place_of_the_old_one(maria):
    old, other = give(), give(partner="Lantern Academy", text=LIST.replace("TC204817", "X1"))
    new = give(text="number,birth_date\nTC1,2004-05-17\n", partner="THAMESIDE college")
    assert [one.id for one in lists.in_use()] == [other.id, new.id]
    assert {row.list_id for row in PartnerListEntry.select()} == {other.id, new.id}
    assert PartnerList.get_by_id(old.id).status == "ended"


def test_lists_go_after_their_day_and_drafts_after_one_with_a_line_in_the_trail(clock):
    used = give(until=date(2026, 11, 21))
    lists.upload("Another", "student", UNTIL, LIST.encode(), actor="staff:1")
    clock.move(days=1)
    lists.end_expired()
    assert PartnerList.get_by_id(used.id).status == "in_use"
    clock.move(days=1)
    assert lists.in_use() == []
    assert retention.run(dry_run=True).lists == retention.run().lists == 2
    lists.end_expired()
    assert not PartnerListEntry.select().exists()
    assert AuditEntry.select().where(AuditEntry.act == "list.expired").count() == 2


def test_after_another_secret_key_a_list_can_tell_nothing(maria, configure):
    give()
    configure(secret_key="another secret for tests, not for people")
    assert not asking.check(maria, "student", "")
    assert SourceAsk.get().result == "cannot_tell"
    assert asking.tries_left(maria.id, "student") == 5


def test_five_tries_are_all(maria, clock):
    give()
    maria.full_name = "Nobody Known"
    for number in range(5):
        assert not asking.check(maria, "student", str(number))
    maria.full_name = "Maria Santos"
    with pytest.raises(Refused, match="5 times"):
        asking.check(maria, "student", "")
    clock.move(days=28)
    assert asking.check(maria, "student", "")
    assert asking.waiting() == []


def test_nothing_in_the_tables_is_in_the_clear():
    give()
    held = str([*PartnerList.select().tuples(), *PartnerListEntry.select().tuples(), *AuditEntry.select().tuples()])
    assert not [clear for clear in ("Santos", "santos", "TC204817", "2004") if clear in held]


@pytest.mark.parametrize("text", ["", "a,b\n", "birth_date,name\n", "birth_date,name\nx,y\n", "\0\0\0"])
def test_a_file_without_anybody_is_refused(text):
    with pytest.raises(Refused) as caught:
        give(text)
    assert caught.value.field == "file"
    assert not PartnerList.select().exists()


def test_staff_look_at_a_list_before_they_use_it(client, maria):
    client.sign_in(make_staff("senior_assessor").account_id)
    told = {"partner": "Thameside College", "category": "student", "expires_on-day": "31", "expires_on-month": "7"}
    told |= {"expires_on-year": "2027", "file": (io.BytesIO((LIST + "x\n").encode()), "list.csv")}
    page = client.post_form("/staff/lists/new", told)
    assert "line 3: number of cells: 1, where the first line has 3" in page.main
    assert "Not used yet" in page.main
    page = client.post_form(page, button="Use this list")
    assert "1 person, until 31 July 2027" in page.main
    assert asking.check(maria, "student", "")
    page = client.get_page(page.link("Thameside College"))
    page = client.post_form(page, button="End this list")
    assert "No list is in use." in page.main


def test_a_resident_is_found_without_a_paper(client, maria):
    give()
    client.sign_in(maria.account_id)
    page = client.get_page("/account")
    page = client.get_page(page.link("Show more about you"))
    page = client.get_page(page.link("Student"))
    page = client.post_form(page)
    assert "You have shown this, until 31 July 2027." in page.main
    assert "A list that a partner gave us" in client.get_page("/account").main


def test_a_worker_sees_a_paper_of_somebody_no_list_knows(client, maria):
    give("birth_date,name\n2004-05-17,Somebody Else\n")
    client.sign_in(maria.account_id)
    page = client.post_form("/prove/student")
    assert "That is not a no: a person looks." in page.main
    assert "Student card, such as TOTUM" in page.main
    client.sign_in(make_staff("library_worker").account_id)
    page = client.get_page(client.get_page("/staff/waiting").link("Maria Santos"))
    seen = {"shown": "yes", "kind": "student_card", "ending": "4817"}
    client.post_form(page, seen | {"until_on-day": "1", "until_on-month": "9", "until_on-year": "2027"})
    assert proofs() == [("in_person", date(2027, 9, 1))]
    assert asking.waiting() == []
    client.sign_in(maria.account_id)
    assert "You were with us" in client.get_page("/account").main


def test_nobody_looks_at_their_own(client, maria):
    give("birth_date,name\n2004-05-17,Somebody Else\n")
    asking.check(maria, "student", "")
    client.sign_in(make_staff("library_worker", name="Maria Santos").account_id)
    page = client.get_page(f"/staff/waiting/{SourceAsk.get().public_id}", status=403)
    assert page.h1 == "This is about you"


def test_who_shows_nothing_is_not_refused_and_can_ask_again(client, maria):
    give("birth_date,name\n2004-05-17,Somebody Else\n")
    asking.check(maria, "student", "")
    client.sign_in(make_staff("library_worker").account_id)
    client.post_form(f"/staff/waiting/{SourceAsk.get().public_id}", {"shown": "no"})
    assert proofs() == []
    client.sign_in(maria.account_id)
    assert "Check" in client.get_page("/prove/student").main


def test_for_who_has_shown_nothing_yet_nobody_is_asked(client):
    give()
    resident = make_resident()
    client.sign_in(resident.account_id)
    page = client.get_page("/prove/student")
    assert ("Somebody can say it for you" in page.main, "Papers that show it" in page.main) == (False, True)


def test_who_has_told_nothing_of_themselves_begins_with_the_card(client):
    client.sign_in(make_account().id)
    page = client.get_page("/prove/student")
    assert (page.url, "First tell us who you are" in page.main) == ("/prove", True)
