"""Show one more fact: what is asked, what is not, what ends it, and what goes wrong on the way."""

from datetime import date

import pytest

from a11y.showing import AWARD, come_to, drafted, somebody
from tests.casework.cases import left, write
from tests.factories import make_application, make_resident, make_staff
from tests.sources.test_lists import give
from westminster.applications import facts
from westminster.applications import service as applications
from westminster.applications.models import Application
from westminster.audit.models import AuditEntry
from westminster.casework import decisions, seeing
from westminster.core import worker
from westminster.core.errors import NotFound, Refused
from westminster.evidence import service as evidence
from westminster.home import ending
from westminster.messages.models import Message
from westminster.proofs.models import Proof
from westminster.proofs.service import end_fact, held_by, record_proof
from westminster.services.service import offers
from westminster.sources import asking

TODAY = date(2026, 11, 20)


def shown(resident, fact="carer", **told):
    usual = {"source": "document", "method": "seen by a person", "from_on": TODAY, "actor": "system"}
    return record_proof(resident.id, fact, **(usual | told))


def bodies():
    return [message.body for message in Message.select().order_by(Message.id)]


def say_yes(application, **days):
    """The whole way of staff; the letter."""
    assessor = make_staff("assessor", name="Hana Clarke")
    write(application, assessor, "approved", **days)
    letter = decisions.letter_of(application, decisions.draft_of(application, assessor.account_id))
    decisions.send(application, letter.hash, staff_id=assessor.account_id)
    left(application)
    return letter


def test_what_is_shown_is_not_asked_again(client):
    resident = somebody()
    shown(resident)
    client.sign_in(resident.account_id)
    assert "Shown until 19 November 2027" in client.get_page("/prove").main
    page = client.get_page("/prove/carer/paper")
    assert (page.url, "Papers that show it" in page.main) == ("/prove/carer", False)


def test_it_can_be_shown_again_in_its_last_30_days(clock):
    resident = somebody()
    shown(resident)
    clock.move(days=333)
    assert not facts.standing(resident, "carer").offered
    clock.move(days=1)
    assert facts.standing(resident, "carer").offered


def test_the_card_and_two_facts_are_open_at_the_same_time_and_each_once():
    resident = make_resident()
    card = make_application(resident, sent=True)
    carer, disabled = drafted(resident, "carer"), drafted(resident, "disabled")
    assert len({card.id, carer.id, disabled.id}) == 3
    assert applications.begin_fact(resident, "carer").id == carer.id
    assert applications.draft_of(resident.id) is None


def test_a_file_for_one_fact_is_not_one_for_another(client):
    resident = somebody()
    carer = drafted(resident, "carer", files=1)
    drafted(resident, "disabled")
    client.sign_in(resident.account_id)
    public_id = evidence.list_for(carer.subject)[0].public_id
    client.get_page(f"/prove/disabled/evidence/file/{public_id}/remove")
    client.post_form("/prove/carer/evidence/file/" + public_id + "/remove")
    assert evidence.list_for(carer.subject) == []


def test_sent_twice_it_is_sent_once(client):
    resident = somebody()
    drafted(resident, "carer", way="in_person")
    client.sign_in(resident.account_id)
    first, second = client.get_page("/prove/carer/check"), client.get_page("/prove/carer/check")
    assert client.post_form(first).url == client.post_form(second).url
    assert Application.select().where(Application.category == "carer").count() == 1


def test_what_we_know_of_the_person_by_then_goes_with_it(client):
    resident = somebody()
    draft = drafted(resident, "carer", way="in_person")
    resident.full_name, resident.surname = "Amina Khan", "Khan"
    resident.save()
    sent = applications.submit(draft, actor="system")
    assert sent.answers["last_name"] == "Khan"
    assert sent.resident.surname == "Khan"


def test_the_award_of_staff_ends_the_proof_but_never_makes_it_longer():
    for until, ends in ((date(2027, 3, 3), date(2027, 3, 3)), (date(2040, 1, 1), date(2027, 11, 19))):
        application = come_to("with_staff")
        seeing.keep_in_person(application, AWARD, staff_id=make_staff().account_id)
        letter = say_yes(application, until_on=until)
        (proof,) = [p for p in held_by(application.resident_id, TODAY) if p.fact == "carer"]
        assert proof.until_on == ends
        assert "counts from 20 November 2026 until" in letter.body


def test_an_award_that_begins_later_counts_from_then():
    application = come_to("with_staff")
    seeing.keep_in_person(application, AWARD, staff_id=make_staff().account_id)
    letter = say_yes(application, from_on=date(2026, 12, 1))
    assert "from 1 December 2026 until 30 November 2027" in letter.body
    assert [p.fact for p in held_by(application.resident_id, TODAY)] == ["lives_in_westminster"]


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ({"from_on": date(1983, 1, 1)}, "The first day must be today or later"),
        ({"from_on": date(2028, 1, 1)}, "The first day must be within 6 months"),
        ({"until_on": date(2026, 11, 19)}, "The last day must not be before the first"),
    ],
)
def test_days_that_cannot_be_are_said_before_the_letter(days, why):
    application, staff = come_to("with_staff"), make_staff()
    seeing.keep_in_person(application, AWARD, staff_id=staff.account_id)
    with pytest.raises(Refused) as refused:
        write(application, staff, "approved", **days)
    assert str(refused.value.words) == why


def test_a_yes_without_anything_seen_is_refused():
    with pytest.raises(Refused, match="write what you saw"):
        write(come_to("with_staff"), make_staff(), "approved")


def test_nobody_decides_their_own():
    application = come_to("with_staff")
    staff = make_staff(email=application.resident.email)
    seeing.keep_in_person(application, AWARD, staff_id=make_staff().account_id)
    with pytest.raises(Refused, match="your own case"):
        write(application, staff, "approved")


def test_who_says_it_is_no_longer_so_ends_every_proof_of_it(client):
    resident = somebody()
    shown(resident)
    shown(resident, source="partner_list")
    client.sign_in(resident.account_id)
    page = client.get_page(client.get_page("/prove/carer").link("This is no longer so"))
    assert "You have done nothing wrong" in page.main
    client.post_form(page)
    assert [p.fact for p in held_by(resident.id, TODAY)] == ["lives_in_westminster"]
    assert "no longer so. We have ended it." in bodies()[-1]
    assert "carer" not in bodies()[-1]


def test_staff_end_it_with_a_reason_and_the_person_reads_it(client):
    resident = somebody()
    shown(resident)
    staff = make_staff("assessor")
    client.sign_in(
        staff.account_id, people_why={resident.public_id: {"why": "called", "until": "2999-01-01T00:00:00+00:00"}}
    )
    page = client.get_page(f"/staff/people/{resident.public_id}/shown/carer/end")
    assert client.post_form(page, status=422).errors == {"reason": "Select why it ends"}
    client.post_form(page, {"reason": "award_ended"})
    assert Proof.get(Proof.fact == "carer").ended_why == "award_ended"
    assert "has ended, such as an award" in bodies()[-1]
    assert AuditEntry.select().where(AuditEntry.act == "proof.ended").count() == 1


def test_who_does_not_decide_cannot_end_it(client):
    resident = somebody()
    shown(resident)
    client.sign_in(make_staff("adviser").account_id)
    client.get_page(f"/staff/people/{resident.public_id}/shown/carer/end", status=403)


def test_no_machine_brings_back_what_staff_have_ended():
    resident = somebody()
    give(f"birth_date,name\n{resident.born_on},Amina Rahman\n")
    shown(resident, "student")
    end_fact(resident.id, "student", why="not_so", actor="staff:1")
    assert not asking.check(resident, "student", "")
    assert [one.category for one in asking.waiting()] == ["student"]
    shown(resident, "student")
    worker.drain()
    assert asking.waiting() == []


def test_overlapping_proofs_end_with_the_last_of_them(clock):
    resident = somebody()
    shown(resident, until_on=date(2027, 1, 31))
    shown(resident, from_on=date(2027, 1, 1))
    assert facts.standing(resident, "carer").until_on == date(2027, 12, 31)


def test_a_service_says_where_to_show_what_it_asks_for(client):
    resident = make_resident()
    client.sign_in(resident.account_id)
    page = client.get_page("/services/libraries")
    assert offers(resident.account_id, TODAY)[0].yes is False
    assert page.link("Show this: Works in Westminster")


def test_who_has_no_card_shows_where_they_live_with_the_card(client):
    client.sign_in(make_resident().account_id)
    assert client.get_page("/prove/lives_in_westminster").url == "/apply"


def test_somebody_elses_confirmation_is_nowhere():
    application = come_to("with_staff")
    with pytest.raises(NotFound):
        applications.find_for(make_resident().id, application.public_id)


def test_more_is_asked_for_and_sent(client):
    application = come_to("more_needed")
    client.sign_in(application.resident.account_id)
    page = client.get_page(client.get_page("/prove").link("Carer"))
    assert "The list of papers says how old each may be." in page.main
    page = client.post_form("/prove/carer/more", {"words": "It is on its way."}, button="Send")
    assert page.url == "/prove/carer/status"
    assert Application.get_by_id(application.id).status == "with_staff"


def test_an_end_that_staff_meet_twice_tells_the_person_once(client):
    resident = somebody()
    shown(resident)
    ending.end(resident, "carer", "mistake", staff_id=make_staff().account_id)
    told = len(bodies())
    ending.end(resident, "carer", "mistake", staff_id=make_staff().account_id)
    assert len(bodies()) == told


def test_it_can_be_taken_back_and_begun_again(client):
    application = come_to("with_staff")
    client.sign_in(application.resident.account_id)
    client.post_form("/prove/carer/withdraw")
    assert evidence.list_for(application.subject) == []
    assert client.post_form("/prove/carer").url == "/prove/carer/show"


@pytest.mark.parametrize("slug", ["care_leaver", "aged_60_or_over"])
def test_what_the_birth_date_rules_out_says_so_and_where_to_have_it_put_right(client, slug):
    client.sign_in(somebody(born_on=date(1984, 5, 17)).account_id)
    page = client.get_page(f"/prove/{slug}")
    assert "By the date of birth that we have for you, this is not true of you today." in page.main
    assert page.link("Tell us and we put it right")
    assert "By the date of birth" not in client.get_page("/prove/carer").main


def test_the_letter_for_the_card_says_what_it_opens():
    make_application(sent=True)
    application = Application.get()
    seeing.keep_in_person(application, AWARD, staff_id=make_staff().account_id)
    assert "It opens: Libraries and City Save." in say_yes(application).body


def test_the_letter_for_a_fact_says_what_they_can_add_with_it():
    application = come_to("with_staff")
    seeing.keep_in_person(application, AWARD, staff_id=make_staff().account_id)
    body = say_yes(application).body
    assert "You can add to your card: Half-price swims. Add it here: " in body
    assert "No service asks for it" not in body
