import json

import peewee
import pytest

from tests.browsing import Client
from tests.factories import ANSWERS, make_application, make_card, make_resident, make_staff
from tests.helping.helping import WHO, begin, come_to_identity, make_help
from westminster.applications.models import Application, CaseDecision, Help, Helper
from westminster.audit.models import AuditEntry
from westminster.casework import owning
from westminster.casework.models import CaseSeen
from westminster.core.clock import now
from westminster.core.db import atomic
from westminster.messages.models import Message
from westminster.messages.service import text_of
from westminster.residents.models import Resident


def of(application: Application) -> str:
    return f"/staff/help/for/{application.public_id}"


def fill_in(client: Client, application: Application, **answers: object) -> None:
    """Every page but how they show it."""
    told = ANSWERS | answers
    here = of(application)
    client.post_form(f"{here}/letters", {"safe_to_write": "yes" if told["safe_to_write"] else "no"})
    client.post_form(f"{here}/contact", {"channel": told["channel"], "email": told["email"]})
    client.post_form(f"{here}/language", {"language": "en"})
    client.post_form(f"{here}/help", {})
    client.post_form(f"{here}/basis", {"basis": told["basis"]})
    client.post_form(f"{here}/postcode", {"postcode": told["postcode"]})
    client.post_form(f"{here}/address", {"line_1": told["line_1"], "town": "London"})


def test_a_worker_applies_with_somebody_who_has_no_account(client: Client, worker):
    application = begin(client)
    fill_in(client, application)
    page = client.post_form(f"{of(application)}/show", button="They show a paper")
    assert page.h1 == "Check your answers"
    page = client.post_form(page, button="send")
    assert page.h1 == "We have their application"
    sent = Application.get_by_id(application.id)
    assert (sent.status, sent.why_a_person) == ("with_staff", "no_match")
    assert sent.resident.account_id is None
    assert sent.resident.full_name == "Amina Rahman"


def test_what_was_told_first_is_not_asked_again(client: Client, worker):
    application = begin(client)
    assert application.answers["last_name"] == "Rahman"
    assert "Done" in client.get_page(of(application)).text


def test_consent_channel_and_identity_are_kept(client: Client, worker):
    application = begin(client, "paper", "in_person")
    kept = Help.get(Help.application == application)
    assert (kept.channel, kept.consent_by, kept.identity) == ("in_person", "self", "paper")
    assert (kept.identity_note, kept.identity_ending) == ("passport", "12AB")
    assert "Is that all right?" in kept.consent
    line = AuditEntry.get(AuditEntry.act == "help.begun")
    assert line.actor == f"staff:{worker.account_id}"
    assert json.loads(line.detail)["channel"] == "in_person"


def test_nothing_begins_without_a_yes(client: Client, worker):
    client.post_form("/staff/help", {"channel": "phone"})
    page = client.post_form("/staff/help/consent", {"by": "self"}, status=422)
    assert "Go on only when they said yes" in page.text


def test_somebody_who_speaks_for_them_says_by_what_right(client: Client, worker):
    client.post_form("/staff/help", {"channel": "phone"})
    page = client.post_form("/staff/help/consent", {"said_yes": "y", "by": "other"}, status=422)
    assert "what shows their right" in page.text
    client.post_form(page, {"said_yes": "y", "by": "other", "right": "Daughter, lasting power of attorney"})
    page = client.post_form("/staff/help/who", WHO)
    client.post_form(page, {"way": "none"})
    assert Help.get().consent_right == "Daughter, lasting power of attorney"


@pytest.mark.parametrize("where", ["consent", "who", "identity", "identity/known"])
def test_a_page_in_the_middle_leads_to_the_first(client: Client, worker, where: str):
    assert client.get_page(f"/staff/help/{where}").h1 == "Help somebody apply"


def test_under_16_is_told_kindly_and_nothing_is_kept(client: Client, worker):
    page = come_to_identity(client, **{"born_on-year": "2012"})
    assert page.h1 == "A parent or guardian is needed"
    assert client.get_page("/staff/help/identity").h1 == "Help somebody apply"
    assert Application.select().count() == 0


def test_who_shows_nothing_gets_a_case_and_no_list_is_asked(client: Client, worker, council_tax):
    application = begin(client, "none")
    fill_in(client, application)
    page = client.get_page(f"{of(application)}/show")
    assert "That is not a no" in page.text
    assert "account_number" not in page.html
    page = client.post_form(page, button="They show a paper")
    client.post_form(page, button="send")
    assert Application.get().status == "with_staff"


def test_a_council_tax_match_gives_the_card_at_once_and_on_paper(client: Client, worker, council_tax):
    application = begin(client, "known", "phone")
    fill_in(client, application, postcode="NW8 9AY", line_1="14 Lamplighter House")
    page = client.post_form(f"{of(application)}/show", {"account_number": "CT-10000014"}, button="Look")
    assert "They have nothing more to show" in page.text
    page = client.post_form(f"{of(application)}/check", button="send")
    assert page.h1 == "Their card is ready"
    answer = client.get(f"{of(application)}/card.pdf")
    assert answer.data.startswith(b"%PDF")
    assert {"help.card_printed", "application.sent"} <= {line.act for line in AuditEntry.select()}


def test_five_tries_never_say_which_part_was_wrong(client: Client, worker, council_tax):
    application = begin(client)
    fill_in(client, application)
    for number in range(4):
        page = client.post_form(
            f"{of(application)}/show", {"account_number": f"CT {number}00"}, button="Look", status=422
        )
        assert "We could not match this" in page.text
    page = client.post_form(f"{of(application)}/show", {"account_number": "CT 400"}, button="Look", status=422)
    assert "5 tries" in page.text


def test_a_paper_is_seen_and_not_copied(client: Client, worker):
    application = make_help(worker, sent=True)
    page = client.post_form(
        f"{of(application)}/paper",
        {
            "kind": "utility_bill",
            "name": "Amina Rahman",
            "address": "12 Lisson Street",
            "ending": "4321",
            "dated_on-day": "1",
            "dated_on-month": "11",
            "dated_on-year": "2026",
        },
    )
    assert "a number ending 4321" in page.text
    assert CaseSeen.get().evidence is None


def test_another_colleague_goes_on_and_is_noted(client: Client, worker):
    application = make_help(make_staff("adviser"))
    page = client.post_form("/staff/help/go-on", {"reference": application.reference})
    assert page.url == of(application)
    assert Helper.select().where(Helper.application == application).count() == 2
    assert AuditEntry.select().where(AuditEntry.act == "help.went_on").count() == 1


def test_an_unknown_reference_is_said_so(client: Client, worker):
    own = make_application()
    page = client.post_form("/staff/help/go-on", {"reference": own.reference}, status=422)
    assert "No application that a colleague helped with" in page.text


def test_two_colleagues_at_once_send_it_once(client: Client, worker):
    application = make_help(worker)
    client.post_form(f"{of(application)}/show", button="They show a paper")
    first = client.get_page(f"{of(application)}/check")
    client.post_form(first, button="send")
    page = client.post_form(first, button="send")
    assert page.h1 == "We have their application"
    assert AuditEntry.select().where(AuditEntry.act == "application.sent").count() == 1


def test_a_look_is_seen_by_the_person(client: Client, worker):
    application = make_help(worker)
    client.get_page(of(application))
    line = AuditEntry.get(AuditEntry.act == "person.read")
    assert line.subject == f"resident:{application.resident_id}"
    assert json.loads(line.detail)["why"] == "here"


@pytest.mark.parametrize("role", ["assessor", "administrator", "auditor"])
def test_other_roles_do_not_help(client: Client, role: str):
    client.sign_in(make_staff(role).account_id)
    assert client.get("/staff/help").status_code == 403


def test_nobody_helps_themselves(client: Client, worker):
    page = client.post_form("/staff/help", {"channel": "in_person"})
    client.post_form(page, {"said_yes": "y", "by": "self"})
    page = client.post_form("/staff/help/who", WHO | {"first_name": "Hana", "last_name": "Clarke"}, status=403)
    assert page.h1 == "This is about you"


def test_nobody_becomes_the_person_they_help_on_the_way(client: Client, worker):
    application = make_help(worker)
    page = client.post_form(f"{of(application)}/name", {"first_name": "Hana", "last_name": "Clarke"}, status=403)
    assert page.h1 == "This is about you"
    assert client.get(f"{of(application)}/check").status_code == 403


def test_the_links_of_a_page_are_of_its_own_person(client: Client, worker):
    first, second = make_help(worker), make_help(worker)
    for one, other in ((first, second), (second, first)):
        for place in ("", "/show", "/name"):
            page = client.get_page(of(one) + place)
            assert one.public_id in page.html
            assert other.public_id not in page.html


def test_ones_own_help_by_another_is_closed_too(client: Client, worker):
    other = make_help(make_staff("adviser"), make_resident(full_name="Hana Clarke", surname="Clarke"))
    assert client.get(of(other)).status_code == 403


def test_somebody_here_already_is_gone_on_with_once_they_show_who_they_are(client: Client, worker):
    resident = make_resident()
    page = come_to_identity(client)
    assert "They may be here already" in page.text
    assert AuditEntry.get(AuditEntry.act == "help.found").subject == f"resident:{resident.id}"
    assert resident.email not in page.text
    client.post_form(client.post_form(page, {"way": "paper"}), {"kind": "passport"})
    assert Application.get().resident_id == resident.id


def test_somebody_here_already_who_shows_nothing_is_not_mixed_up_with_them(client: Client, worker):
    resident = make_resident()
    client.post_form(come_to_identity(client), {"way": "none"})
    draft = Application.get()
    assert draft.resident_id != resident.id
    assert resident.email not in json.dumps(draft.answers)


def test_somebody_with_a_card_is_found_by_its_number_and_led_to_it(client: Client, worker):
    card = make_card()
    page = come_to_identity(client, postcode="", numbered=card.number)
    page = client.post_form(client.post_form(page, {"way": "known"}), {"how": "I know them."})
    assert page.url == f"/staff/people/{card.resident.public_id}"
    assert Application.select().count() == 0


def test_two_questions_on_the_telephone_say_yes_or_no_and_never_what_we_hold(client: Client, worker):
    card = make_card()
    page = come_to_identity(client, "phone")
    page = client.post_form(page, {"way": "questions"})
    wrong = client.post_form(page, {"numbered": card.number, "mobile": "9999"}, status=422)
    assert "do not fit" in wrong.text
    assert "0123" not in wrong.text.replace("020 7946 0123", "")
    for _ in range(4):
        wrong = client.post_form(page, {"numbered": "APP-7K3F-9Q2D", "mobile": "0123"}, status=422)
    right = {"numbered": card.number, "mobile": "0123"}
    assert "5 tries" in client.post_form(page, right, status=422).text


def test_right_answers_on_the_telephone_are_enough(client: Client, worker):
    sent = make_application(sent=True, mobile="+447700900123")
    page = client.post_form(come_to_identity(client, "phone"), {"way": "questions"})
    page = client.post_form(page, {"numbered": sent.reference, "mobile": "0123"})
    assert page.url == f"/staff/people/{sent.resident.public_id}"


def test_a_code_to_the_contact_on_file_shows_who_they_are(client: Client, worker):
    resident = make_resident()
    page = client.post_form(come_to_identity(client, "phone"), {"way": "call_back"})
    assert resident.email not in page.text
    body = text_of(Message.get(Message.address == resident.email))
    digits = "".join(filter(str.isdigit, body))[:6]
    theirs = client.post_form(f"/staff/people/{resident.public_id}/why", {"why": "called"})
    assert "We sent you a security code" in theirs.main
    assert digits not in theirs.text, "who asked for it must be told it"
    client.post_form(page, {"code": digits})
    assert Application.get().resident_id == resident.id


@pytest.mark.parametrize("name", ["Ó" + "a" * 99, "عبد الرحمن بن محمد", "Sukarno", "李小龙"])
def test_names_of_every_kind_come_through_to_the_paper(client: Client, worker, name: str):
    application = make_help(worker, sent=True, first_name="", last_name=name)
    page = client.get_page(f"{of(application)}/summary")
    assert name in page.text
    for size in ("", "?size=large"):
        assert client.get(f"{of(application)}/summary.pdf{size}").data.startswith(b"%PDF")


def test_somebody_without_a_fixed_address_can_be_helped(client: Client, worker):
    application = begin(client, postcode="")
    page = client.post_form(f"{of(application)}/postcode", {"no_postcode": "y"})
    assert "Tell us where you stay now" in page.text


def test_finish_leaves_nothing_of_the_person_in_the_browser(client: Client, worker):
    application = make_help(worker, sent=True)
    page = client.post_form(f"{of(application)}/sent", button="Print a summary")
    assert "Then enter this code" in page.text
    client.post_form(f"{of(application)}/sent", button="Finish")
    assert "Then enter this code" not in client.get_page(f"{of(application)}/summary").text


def test_the_summary_holds_no_address_and_no_birth_date(client: Client, worker):
    application = make_help(worker, sent=True)
    text = client.get_page(f"{of(application)}/summary").text
    assert application.reference in text
    for private in ("Lisson", "NW8", "1984", "amina@example.com"):
        assert private not in text


def test_help_ends_with_the_draft(client: Client, worker, clock):
    from westminster.applications.service import delete_old_drafts

    make_help(worker)
    clock.move(days=30)
    delete_old_drafts()
    assert Help.select().count() == Helper.select().count() == 0


def test_a_helper_decides_nothing_in_the_case(client: Client):
    helper = make_staff("adviser", "assessor")
    application = make_help(helper, sent=True)
    client.sign_in(helper.account_id)
    page = client.get_page(f"/staff/cases/{application.public_id}")
    assert "helped them apply" in page.text
    page = client.post_form(page, {"decision": "refused", "no": "not_shown"}, button="letter", status=422)
    assert "so a colleague decides this case" in page.text


def test_who_helped_is_not_given_the_case_as_the_next():
    helper, other = make_staff("adviser", "assessor"), make_staff("assessor")
    application = make_help(helper, sent=True)
    assert owning.take_next(helper.account_id) is None
    assert owning.take_next(other.account_id) == application


def test_the_database_too_refuses_the_decision_of_who_helped():
    helper = make_staff("adviser", "assessor")
    decision = {"outcome": "approved", "reasons": [], "own_words": "", "subject": "s", "body": "b", "letter": "1" * 64}
    with pytest.raises(peewee.IntegrityError), atomic():
        CaseDecision.create(
            application=make_help(helper, sent=True), staff=helper.account_id, decided_at=now(), **decision
        )


def test_a_person_helped_has_no_account_and_pages_of_staff_stand_that(client: Client):
    application = make_help(make_staff("library_worker"), sent=True)
    client.sign_in(make_staff("adviser", "assessor").account_id)
    client.get_page(f"/staff/cases/{application.public_id}")
    client.get_page(f"/staff/people/{Resident.get().public_id}")
