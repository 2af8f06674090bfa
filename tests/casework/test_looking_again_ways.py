"""Asking us to look again at a no to something else than the card, and with the help of staff."""

from datetime import date
from io import BytesIO

import pytest

from a11y.showing import come_to
from tests.applications.papers import PHOTO
from tests.browsing import Client
from tests.casework.cases import decide, make_case, write
from tests.factories import make_staff
from westminster.applications import looking_again
from westminster.applications.models import Application, CaseReview
from westminster.casework.timeline import timeline
from westminster.core.errors import Refused
from westminster.messages.models import Message


def test_a_paper_goes_with_what_they_show_beside_the_card(client: Client, clock):
    case = come_to("refused")
    clock.move(minutes=1)
    client.sign_in(case.resident.account_id)
    page = client.get_page(client.get_page("/prove/carer/status").link("Ask us to look again"))
    assert page.link("Back") == "/prove/carer/status"
    page = client.post_form(page, {"words": "The letter is of this year."})
    page = client.post_form(page, {"paper": "yes"})
    page = client.post_form(page, {"kind": "carers_allowance"})
    page = client.post_form(page, {"file": (BytesIO(PHOTO), "award.jpg")})
    page = client.post_form(page, {"another": "no"})
    assert (page.h1, "award.jpg" in page.main) == ("Check and send", True)
    assert page.link("Change the papers you add") == "/prove/carer/evidence"
    page = client.get_page(client.post_form(page).link("See where your application stands"))
    assert (page.url, "You asked us to look again" in page.main) == ("/prove/carer/status", True)


def said_no() -> Application:
    return decide(make_case(), make_staff(name="Ben Adeyemi"), "refused", "outside")


def page_for(client: Client, case: Application, why: str = "called"):
    return client.post_form(f"/staff/people/{case.resident.public_id}", {"why": why})


@pytest.mark.parametrize("role", ["adviser", "library_worker"])
def test_staff_ask_for_somebody_who_calls_or_comes(client: Client, role: str):
    case, staff = said_no(), make_staff(role)
    client.sign_in(staff.account_id)
    page = client.get_page(page_for(client, case).link("They ask us to look again"))
    assert "until 18 December 2026, once" in page.main
    errors = client.post_form(page, {"channel": "", "words": ""}, status=422).errors
    assert errors == {"channel": "Select how they ask", "words": "Write why we should look again"}
    page = client.post_form(page, {"channel": "phone", "words": "The map shows it."})
    assert "Sent. Somebody else looks again." in page.main
    case = Application.get_by_id(case.id)
    assert (case.status, case.due_on) == ("with_staff", date(2026, 12, 4))
    assert "You asked us to look again" in Message.select().order_by(Message.id.desc()).get().body
    happened = timeline([case.subject])[0]
    assert (happened.who, str(happened.what)) == (staff.name, "Asked us to look again: They are on the telephone")


def test_whoever_wrote_it_down_does_not_look_again():
    case, senior = said_no(), make_staff("senior_assessor", name="Hana Clarke")
    looking_again.ask_with(case, "The map shows it.", "in_person", staff_id=senior.account_id)
    with pytest.raises(Refused, match="You helped them apply"):
        write(case, senior, "approved")


def test_what_was_asked_once_stays_as_it_was(client: Client):
    case, staff = said_no(), make_staff()
    for words in ("The map shows it.", "Something else."):
        looking_again.ask_with(case, words, "phone", staff_id=staff.account_id)
    looking_again.write(case, "Something else.", actor="system")
    assert CaseReview.get().words == "The map shows it."
    decide(Application.get_by_id(case.id), make_staff("senior_assessor", name="Hana Clarke"), "refused", "outside")
    client.sign_in(staff.account_id)
    page = client.get_page(page_for(client, case).link("They ask us to look again"))
    assert "They have asked us to look again. That can be done once." in page.main


def test_after_28_days_staff_read_what_else_there_is(client: Client, clock):
    case = said_no()
    clock.move(days=29)
    client.sign_in(make_staff().account_id)
    page = client.get_page(page_for(client, case).link("They ask us to look again"))
    assert "The 28 days to ask us to look again are over." in page.main
    assert "Ombudsman" in page.main


def test_who_only_decides_does_not_ask_for_anybody(client: Client):
    case = said_no()
    client.sign_in(make_staff("assessor").account_id)
    page = page_for(client, case)
    assert "They ask us to look again" not in page.main
    assert (
        client.get(f"/staff/people/{case.resident.public_id}/applications/{case.public_id}/look-again").status_code
        == 403
    )
