"""One page a case, by what staff see and do there."""

from datetime import timedelta

import pytest

from tests.browsing import Client
from tests.casework.cases import decide, left, make_case, open_by, write
from tests.factories import make_account, make_application, make_card, make_resident, make_staff
from westminster.applications.models import Application, CaseDecision
from westminster.audit.models import AuditEntry
from westminster.casework.models import CaseNote, CaseSeen
from westminster.core.clock import frozen, now
from westminster.evidence import service as evidence
from westminster.evidence import store
from westminster.evidence.models import EvidencePage
from westminster.messages.models import Message
from westminster.proofs.models import Proof

READ = {
    "name": "A. Rahman",
    "address": "12 Lisson Street, NW8 8EU",
    "dated_on-day": "1",
    "dated_on-month": "nov",
    "dated_on-year": "2026",
}


@pytest.fixture
def staff():
    return make_staff()


@pytest.fixture
def adviser(client: Client, staff) -> Client:
    client.sign_in(staff.account_id)
    return client


def at(case: Application, rest: str = "") -> str:
    return f"/staff/cases/{case.public_id}{rest}"


def pictures(page):
    return [image.get("src") for image in page.all("img")]


def test_from_the_queue_to_a_card(adviser: Client):
    case = make_case(papers=1)
    page = adviser.get_page(adviser.get_page("/staff").link("Amina Rahman"))
    page = adviser.post_form(page, READ, button="Keep what it says")
    assert "A. Rahman" in page.main
    assert "Nearly" in page.main
    page = adviser.post_form(page, {"decision": "approved"}, button="See the letter")
    assert page.h1 == "Read the letter before it goes"
    assert "Goes by email to amina@example.com" in page.main
    page = adviser.post_form(page)
    assert "Sam Okoro said yes." in page.main
    left(case)
    page = adviser.get_page(at(case))
    assert "Approved on 20 November 2026." in page.main
    assert "By Sam Okoro" in page.main
    assert Proof.get().source == "document"


def test_nothing_is_chosen_beforehand(adviser: Client):
    page = adviser.get_page(at(make_case()))
    assert not [e for e in page.all("input") if e.get("type") in {"radio", "checkbox"} and e.get("checked") is not None]


def test_the_letter_is_in_their_words_before_it_is_sent(adviser: Client):
    case = make_case()
    page = adviser.get_page(at(case))
    chosen = {"decision": "more_needed", "more": ["newer"], "own_words": "The one\r\nfrom October."}
    page = adviser.post_form(page, chosen, button="See the letter")
    for words in ("A newer paper.", "The one", "from October.", "by 4 December 2026"):
        assert words in page.main
    assert Message.select().where(Message.subject.contains("something more")).count() == 0
    page = adviser.get_page(page.link("Change the decision").partition("#")[0])
    assert [e.get("value") for e in page.all("input") if e.get("checked") is not None] == ["more_needed", "newer"]
    adviser.post_form(adviser.get_page(at(case, "/letter")))
    left(case)
    assert "The one\nfrom October." in Message.select().order_by(Message.id.desc()).get().body


def test_a_language_without_words_is_told(adviser: Client):
    case = make_case(language="ar")
    page = adviser.post_form(at(case), {"decision": "refused", "no": "outside"}, button="See the letter")
    assert "It goes in English" in page.main


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ({}, "decision"),
        ({"decision": "nonsense"}, "decision"),
        ({"decision": "approved"}, "decision"),
        ({"decision": "more_needed"}, "more"),
        ({"decision": "more_needed", "more": ["nonsense"]}, "more"),
        ({"decision": "refused"}, "no"),
        ({"decision": "refused", "no": "nonsense"}, "no"),
        ({"decision": "refused", "no": "other"}, "own_words"),
        ({"decision": "refused", "no": "outside", "own_words": "x" * 501}, "own_words"),
        ({"decision": "refused", "no": "outside", "own_words": "a\x00b"}, "own_words"),
    ],
)
def test_a_decision_that_is_none_is_told_and_kept(adviser: Client, chosen: dict, field: str):
    page = adviser.post_form(at(make_case()), chosen, button="See the letter", status=422)
    assert [name.removesuffix("-1") for name in page.errors] == [field]
    if chosen.get("decision") in {"approved", "more_needed", "refused"}:
        assert chosen["decision"] in [e.get("value") for e in page.all("input") if e.get("checked") is not None]


def test_a_stale_page_keeps_what_was_typed(adviser: Client):
    url = at(make_case(), "/decision")
    typed = {"csrf_token": "stale", "decision": "refused", "no": "outside", "own_words": "So far."}
    answer = adviser.post(url, data=typed)
    assert answer.status_code == 400
    assert "So far." in answer.text


@pytest.mark.parametrize("after", ["-1", "x", "9" * 30, "1"])
def test_a_tampered_page_decides_nothing(adviser: Client, after: str):
    case = make_case()
    page = adviser.get_page(at(case))
    adviser.post_form(page, {"decision": "refused", "no": "outside", "after": after}, button="See the letter")
    assert not CaseDecision.select().exists()


def test_sending_twice_and_going_back_sends_once(adviser: Client):
    case = make_case()
    page = adviser.post_form(at(case), {"decision": "refused", "no": "outside"}, button="See the letter")
    adviser.post_form(page)
    assert "Sam Okoro said no." in adviser.post_form(page).main
    left(case)
    assert "Refused on 20 November 2026." in adviser.post_form(page).main
    assert CaseDecision.select().count() == 1
    assert adviser.get_page(at(case, "/letter")).url == at(case)


def test_who_is_second_is_told_what_the_first_did_and_loses_nothing(adviser: Client, staff):
    case, hana = make_case(), make_staff(name="Hana Clarke")
    chosen = {"decision": "refused", "no": "outside", "own_words": "A long text."}
    page = adviser.post_form(at(case), chosen, button="See the letter")
    decide(case, hana, "approved")
    page = adviser.post_form(page, status=409)
    assert "Hana Clarke said yes at 10am, 20 November 2026." in page.main
    assert "A long text." in page.main
    assert Application.get_by_id(case.id).status == "approved"
    assert CaseDecision.select().count() == 1


def test_a_case_that_is_decided_takes_no_decision(adviser: Client, staff):
    case = make_case()
    page = adviser.get_page(at(case))
    decide(case, make_staff(name="Hana Clarke"), "refused", "outside")
    page = adviser.post_form(page, {"decision": "approved"}, button="See the letter", status=409)
    assert "Hana Clarke said no" in page.main
    assert not [f for f in adviser.get_page(at(case)).forms() if "decision" in f.get("action")]


def test_two_people_on_one_case_see_each_other(adviser: Client, clock):
    case = open_by(make_case(), make_staff(name="Hana Clarke"))
    assert "Hana Clarke opened this case at 10am." in adviser.get_page(at(case)).main
    clock.move(minutes=15)
    assert "Hana Clarke" not in adviser.get_page(at(case)).main.partition("What happened")[0]


def test_nobody_sees_themselves_as_a_second(adviser: Client):
    case = make_case()
    adviser.get_page(at(case))
    assert "opened this case" not in adviser.get_page(at(case)).main


def test_the_person_sees_that_somebody_looked_once_an_hour(adviser: Client, staff, clock):
    case = make_case()
    for _ in range(3):
        adviser.get_page(at(case))
    (entry,) = AuditEntry.select().where(AuditEntry.act == "person.read")
    assert (entry.actor, entry.subject) == (f"staff:{staff.account_id}", f"resident:{case.resident_id}")
    clock.move(hours=1, seconds=1)
    adviser.sign_in(staff.account_id)
    adviser.get_page(at(case))
    assert AuditEntry.select().where(AuditEntry.act == "person.read").count() == 2
    adviser.sign_in(case.resident.account_id)
    assert "A member of staff" in adviser.get_page("/account").main


def test_a_picture_is_shown_and_the_look_is_recorded(adviser: Client, staff):
    case = make_case(papers=2)
    (address,) = pictures(adviser.get_page(at(case)))
    answer = adviser.get(address)
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert AuditEntry.get(AuditEntry.act == "evidence.read").actor == f"staff:{staff.account_id}"


def test_pages_sizes_and_turns_are_links(adviser: Client):
    page = adviser.get_page(at(make_case(papers=2)))
    page = adviser.get_page(page.link("Gas, electricity, water or landline bill").partition("#")[0])
    for words, sign in (("Next page", "Page 2 of 2"), ("Page before", "Page 1 of 2")):
        page = adviser.get_page(page.link(words).partition("#")[0])
        assert sign in page.main
    for words, shape in (("Larger", "mw-paper--150"), ("Larger", "mw-paper--200"), ("Turn", "mw-paper--turn-90")):
        page = adviser.get_page(page.link(words).partition("#")[0])
        assert page.with_class(shape)
    page = adviser.get_page(page.link("Smaller").partition("#")[0])
    assert page.with_class("mw-paper--150")
    assert page.with_class("mw-paper--turn-90")
    page = adviser.get_page(page.link("Bank or building society statement").partition("#")[0])
    assert "Page 1 of 1" in page.main


def test_the_newest_paper_that_nobody_has_read_is_shown_first(adviser: Client):
    case = make_case(papers=2)
    first = pictures(adviser.get_page(at(case)))
    adviser.post_form(adviser.get_page(at(case)), READ, button="Keep what it says")
    assert pictures(adviser.get_page(at(case))) != first


@pytest.mark.parametrize("query", ["page=99", "page=-1", "page=x", "size=7", "turn=45", "page=0&size=&turn=%C2%B2"])
def test_a_view_that_is_none_shows_the_nearest(adviser: Client, query: str):
    assert "Page " in adviser.get_page(at(make_case(papers=1), f"?{query}")).main


def test_files_of_others_are_not_found(adviser: Client):
    case, other = make_case(papers=1), make_case(make_resident(), papers=1)
    (file,) = evidence.list_for(other.subject)
    assert adviser.get(at(case, f"?paper={file.public_id}")).status_code == 404
    assert adviser.get(at(case, f"/papers/{file.public_id}/1")).status_code == 404
    assert adviser.get(at(other, f"/papers/{file.public_id}/3")).status_code == 404


def test_a_page_that_cannot_be_read_says_so(adviser: Client):
    case = make_case(papers=1)
    store.current().remove([page.stored_as for page in EvidencePage.select()])
    page = adviser.get_page(at(case))
    assert "This page cannot be read." in page.main
    assert not pictures(page)


def test_deleted_papers_leave_a_line(adviser: Client, staff):
    case = decide(make_case(papers=1), staff, "approved")
    evidence.delete_all(case.subject, actor="system")
    page = adviser.post_form(at(case), {"why": "called"})
    assert "deleted on 20 November 2026. A proof that came of it stays." in page.main
    assert not pictures(page)


def test_what_a_paper_says_can_be_put_right(adviser: Client):
    case = make_case(papers=1)
    adviser.post_form(at(case), READ | {"name": "Amina Rehman"}, button="Keep what it says")
    page = adviser.post_form(at(case), {"name": "Amina Rahman"}, button="Keep what it says")
    assert CaseSeen.get().name == "Amina Rahman"
    assert "written by Sam Okoro" in page.main


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "a promise"}, "kind"),
        ({"name": ""}, "name"),
        ({"name": "x" * 211}, "name"),
        ({"address": "x" * 401}, "address"),
        ({"dated_on-day": "31"}, "dated_on-day"),
        ({"dated_on-year": "2027"}, "dated_on-day"),
        ({"ends_on-day": "1"}, "ends_on-month"),
    ],
)
def test_a_reading_that_cannot_be_is_told(adviser: Client, typed: dict, field: str):
    case = make_case(papers=1)
    page = adviser.post_form(at(case), READ | typed, button="Keep what it says", status=422)
    assert list(page.errors) == [field]
    assert not CaseSeen.select().exists()


def test_a_paper_shown_at_a_library_is_written_down_and_not_copied(adviser: Client):
    case = make_case()
    page = adviser.get_page(adviser.get_page(at(case)).link("Write down a paper"))
    typed = READ | {"kind": "driving_licence", "ending": "9K7Q"}
    page = adviser.post_form(page, typed)
    adviser.post_form(at(case, "/in-person"), typed)
    assert "Driving licence, shown in person, number ending 9K7Q" in page.main
    assert CaseSeen.select().count() == 1
    adviser.post_form(adviser.post_form(page, {"decision": "approved"}, button="See the letter"))
    left(case)
    assert Proof.get().source == "in_person"
    assert Proof.get().detail["ending"] == "9K7Q"


@pytest.mark.parametrize("ending", ["", "12345", "1 2", "<b>"])
def test_only_the_end_of_a_number_is_kept(adviser: Client, ending: str):
    page = adviser.post_form(at(make_case(), "/in-person"), READ | {"kind": "payslip", "ending": ending}, status=422)
    assert "ending" in page.errors


def test_a_paper_needs_a_date(adviser: Client):
    typed = {"kind": "tenancy", "name": "Amina Rahman", "ending": "1"}
    page = adviser.post_form(at(make_case(), "/in-person"), typed, status=422)
    assert list(page.errors.values()) == ["Enter the date on it or when it ends"]


def test_a_decided_case_takes_no_paper(adviser: Client, staff):
    case = make_case()
    page = adviser.get_page(at(case, "/in-person"))
    decide(case, staff, "refused", "outside")
    adviser.post_form(page, READ | {"kind": "tenancy", "ending": "1"}, status=422)


def test_notes_are_kept_once_and_stay_inside(adviser: Client):
    case = make_case()
    page = adviser.get_page(at(case))
    adviser.post_form(page, {"text": "Called.\r\nNo answer."}, button="Keep the note")
    assert "No answer." in adviser.post_form(page, {"text": "Called.\r\nNo answer."}, button="Keep the note").main
    assert CaseNote.select().count() == 1
    adviser.sign_in(case.resident.account_id)
    assert "No answer." not in adviser.get_page("/apply/status").main


def test_rules_that_say_no_are_said_before_a_yes(adviser: Client):
    case = make_case()
    adviser.post_form(at(case, "/in-person"), READ | {"kind": "payslip", "ending": "1", "name": "Derek Lane"})
    page = adviser.post_form(at(case), {"decision": "approved"}, button="See the letter")
    assert "The rules do not say yes." in page.main
    assert "same name, same person" in page.main


def test_somebody_alike_is_shown_and_never_joined(adviser: Client):
    make_card(make_resident(surname="RAHMÁN", full_name="Amina RAHMÁN"))
    make_resident(surname="Ali", full_name="Amina Ali")
    main = adviser.get_page(at(make_case())).main
    assert "Amina RAHMÁN: has a card. The same name, born on the same day, at the same postcode." in main
    assert "Amina Ali" not in main


def test_the_timeline_tells_who_did_what(adviser: Client, staff):
    case = decide(make_case(papers=1), staff, "more_needed", "newer")
    main = adviser.get_page(at(case)).main
    for words in ("Asked for more Sam Okoro", "Added a file The person", "Sent the application The person"):
        assert words in main


def test_pages_looked_at_in_a_row_are_told_once(adviser: Client):
    case = make_case(papers=1)
    src = pictures(adviser.get_page(at(case)))[0]
    for _ in range(3):
        adviser.get(src)
    assert adviser.get_page(at(case)).main.count("Looked at a page of a file") == 1


def test_a_case_tells_how_to_talk_with_the_person_and_leads_to_the_card(adviser: Client):
    case = make_case(language="ar", access_needs=["braille"])
    page = adviser.get_page(at(case))
    assert "Language Arabic Help they need Braille" in page.main
    assert adviser.get_page(page.link("See their page and card")).h1 == case.resident.full_name


def test_previous_and_next_case(adviser: Client):
    with frozen(now() - timedelta(days=3)):
        first = make_case()
    second = make_case(make_resident())
    page = adviser.get_page(at(first))
    assert page.link("Next case") == at(second)
    assert adviser.get_page(at(second)).link("Previous case") == at(first)


def test_nobody_opens_their_own(client: Client):
    staff = make_staff(email="sam@example.com")
    resident = make_resident(account=make_account(email="sam@example.com"))
    case = make_case(resident)
    client.sign_in(staff.account_id)
    for rest in ("", "/letter", "/in-person"):
        assert "A colleague does it." in client.get_page(at(case, rest), status=403).main
    for rest in ("/decision", "/notes", "/letter", "/in-person"):
        token = client.get_page("/staff").all("input")[0].get("value")
        assert client.post(at(case, rest), data={"csrf_token": token, "text": "x"}).status_code == 403
    assert not CaseNote.select().exists()
    assert not AuditEntry.select().where(AuditEntry.act == "person.read").exists()


def test_a_draft_is_nobodys_to_see(adviser: Client):
    assert adviser.get(at(make_application())).status_code == 404


def test_an_administrator_has_no_business_here(client: Client):
    client.sign_in(make_staff("administrator").account_id)
    assert client.get(at(make_case())).status_code == 403
    assert client.get("/staff").status_code == 403


def test_drafts_are_each_ones_own(adviser: Client, staff):
    case, hana = make_case(), make_staff(name="Hana Clarke")
    write(case, hana, "refused", "outside", own_words="Hers alone.")
    assert "Hers alone." not in adviser.get_page(at(case)).html
    assert adviser.get_page(at(case, "/letter")).url == at(case)
