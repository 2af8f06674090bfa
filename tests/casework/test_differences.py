"""Staff see a proven identity that differs beside what we keep, and say whose it is."""

import json
from datetime import date

import pytest

from tests.accounts.proving import know
from tests.browsing import Client
from tests.casework.cases import make_case
from tests.factories import make_resident, make_staff
from tests.proofs.test_identity import AMINA, different, proves
from westminster.accounts.models import StaffMember
from westminster.audit.models import AuditEntry
from westminster.messages.models import Message
from westminster.proofs import differences
from westminster.proofs.models import Proof
from westminster.residents.models import Resident

LIST = "/staff/identities"
SHAH = {"given_names": "Amina Noor", "family_name": "Shah", "born_on": date(1985, 5, 17)}


@pytest.fixture(autouse=True)
def _postcodes(db):
    know("NW8 8EU")


@pytest.fixture
def staff(client: Client) -> StaffMember:
    member = make_staff(name="Hana Clarke")
    client.sign_in(member.account_id)
    return member


@pytest.fixture
def resident() -> Resident:
    made = make_resident()
    proves(made.account, different(AMINA, **SHAH), ("A", "N"))
    return made


def at(rest: str = "") -> str:
    (found,) = differences.waiting()
    return f"{LIST}/{found.public_id}{rest}"


def test_the_queue_tells_how_many_there_are_and_leads_to_them(client: Client, staff, resident):
    page = client.get_page("/staff")
    assert "1 Proved something else" in page.main
    page = client.get_page(page.link("Proved something else"))
    assert "Amina Rahman Name, Date of birth 20 November 2026" in page.main
    assert client.get_page(page.link("Amina Rahman")).h1 == "Proved something else: Amina Rahman"


def test_both_sides_are_beside_each_other_each_in_words(client: Client, staff, resident):
    page = client.get_page(at())
    for words in (
        "Name Amina Rahman Amina Noor Shah Not the same",
        "Date of birth 17 May 1984 17 May 1985 Not the same",
        "Address 12 Lisson Street, NW8 8EU 12 LISSON STREET, LONDON, NW8 8EU The same",
        "Code A, Code N",
        "What a letter means, the provider has written to our team",
    ):
        assert words in page.main


def test_a_look_is_noted_and_the_person_reads_of_it(client: Client, staff, resident):
    client.get_page(at())
    (line,) = AuditEntry.select().where(AuditEntry.act == "person.read")
    assert (line.subject, json.loads(line.detail)["why"]) == (f"resident:{resident.id}", "identity")
    client.sign_in(resident.account_id)
    assert "You proved something about yourself that was not as we knew it" in client.get_page("/account").main


def test_the_same_person_and_what_we_take(client: Client, staff, resident):
    page = client.get_page(client.get_page(at()).link("Yes, the same person"))
    ticked = [
        box.get("value") for box in page.all("input") if box.get("type") == "checkbox" and "checked" in box.attrib
    ]
    assert ticked == ["name", "birth_date"], "all that differs, to begin with"
    done = client.post_form(page, {"take": ["name"]})
    assert "Hana Clarke settled this" in done.main
    assert "It is the same person." in done.main
    kept = Resident.get_by_id(resident.id)
    assert (kept.full_name, kept.born_on) == ("Amina Noor Shah", date(1984, 5, 17))
    facts = {proof.fact for proof in Proof.select()}
    assert facts == {"lives_in_westminster", "identity", "over_16", "over_18"}
    (message,) = Message.select()
    assert "now as you proved them" in message.body
    assert "Shah" not in message.body


def test_who_takes_nothing_changes_nothing(client: Client, staff, resident):
    client.post_form(at("/same"), {"take": None})
    assert Resident.get_by_id(resident.id).full_name == "Amina Rahman"
    assert "stay as they are" in Message.get().body


def test_somebody_else_needs_a_reason_which_is_kept(client: Client, staff, resident):
    refused = client.post_form(at("/another"), {"why": None}, status=422)
    assert refused.errors == {"why": "Select why it is somebody else"}
    done = client.post_form(at("/another"), {"why": "shared"})
    assert "It is somebody else: Somebody else used their sign-in." in done.main
    assert Proof.select().count() == 0
    assert "we do not use it" in Message.get().body


@pytest.mark.parametrize("take", ["everything", "full_name", ""])
def test_what_is_not_offered_is_not_taken(client: Client, staff, resident, take: str):
    page = client.get_page(at("/same"))
    token = next(e.get("value") for e in page.all("input") if e.get("name") == "csrf_token")
    assert client.post(page.url, data={"csrf_token": token, "take": [take]}).status_code == 422


def test_of_two_colleagues_the_second_sees_what_happened(client: Client, app, staff, resident):
    page, other = client.get_page(at("/same")), app.test_client()
    other.sign_in(make_staff(name="Sam Okoro").account_id)
    other.post_form(at("/another"), {"why": "mistake"})
    late = client.post_form(page, {"take": ["name"]}, status=409)
    assert late.h1 == "Somebody was faster"
    assert "Sam Okoro said at" in late.main
    assert "that it is somebody else" in late.main
    assert Resident.get_by_id(resident.id).surname == "Rahman"
    assert client.get_page(page.url).url == late.link("Look at it as it is now")


def test_nobody_settles_their_own(client: Client, resident):
    client.sign_in(make_staff(name="Amina Rahman").account_id)
    for rest in ("", "/same", "/another"):
        assert client.get_page(at(rest), status=403).h1 == "This is about you"


def test_who_decides_nothing_may_look_and_no_more(client: Client, resident):
    client.sign_in(make_staff("adviser").account_id)
    assert "Yes, the same person" not in client.get_page(at()).main
    assert client.get(at("/same")).status_code == 403


def test_who_has_no_contact_gets_no_message(client: Client, staff, resident):
    Resident.update(email="", mobile="", safe_to_write=False).execute()
    client.post_form(at("/another"), {"why": "alike"})
    assert Message.select().count() == 0


# Codes


def test_codes_are_on_the_pages_of_staff(client: Client, staff):
    case = make_case()
    proves(case.resident.account, None, ("A",))
    for url in (f"/staff/cases/{case.public_id}", f"/staff/people/{case.resident.public_id}"):
        assert "Codes of the provider Code A" in client.get_page(url).main


def test_the_person_sees_no_code(client: Client):
    resident = make_resident()
    proves(resident.account, None, ("QZ7",))
    client.sign_in(resident.account_id)
    for url in ("/account", "/apply"):
        assert "QZ7" not in client.get_page(url).html


def test_once_it_is_settled_looking_needs_a_reason(client: Client, app, staff, resident):
    place = at()
    client.post_form(at("/another"), {"why": "shared"})
    assert client.get_page(place).url == place, "for an hour it is still the reason"
    colleague = app.test_client()
    colleague.sign_in(make_staff().account_id)
    assert colleague.get_page(place).url.endswith("/why")
