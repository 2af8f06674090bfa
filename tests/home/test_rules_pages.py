"""What staff read of categories and rules, and the choice to be told of new services."""

from tests.browsing import Client
from tests.factories import make_proof, make_resident, make_staff
from westminster.audit.models import AuditEntry
from westminster.core import worker
from westminster.openings.service import begin
from westminster.proofs.rules import CATEGORIES
from westminster.residents.models import Resident


def staff_page(client: Client, url: str):
    client.sign_in(make_staff("auditor").account_id)
    return client.get_page(url)


def test_every_rule_is_there_in_words_with_how_many_it_is_open_to(client: Client):
    make_proof(make_resident())
    assert "Not counted yet" in staff_page(client, "/staff/rules").main
    begin()
    worker.drain()
    text = client.get_page("/staff/rules").main
    assert "Lives in Westminster and 16 or over" in text
    assert "Counted 10am, 20 November 2026" in text


def test_every_category_has_a_page_with_all_that_is_in_its_file(client: Client):
    listed = staff_page(client, "/staff/rules")
    for slug, category in CATEGORIES.items():
        version = category.versions[0]
        page = client.get_page(listed.link(str(version.name)))
        texts = [version.about, version.renew, version.ends, *(one.name for one in version.evidence)]
        assert page.h1 == str(version.name), slug
        assert all(str(text) in page.main for text in texts), slug
        assert version.source in page.main, slug


def test_a_category_says_how_long_a_proof_counts(client: Client):
    text = staff_page(client, "/staff/rules/care_leaver").main
    assert "Until the day before they are 25" in text
    assert "Half-price swims" in text
    assert "No service asks for it yet" in client.get_page("/staff/rules/key_worker").main
    assert "City Save" in client.get_page("/staff/rules/lives_in_westminster").main


def test_a_category_says_what_held_before(client: Client):
    text = staff_page(client, "/staff/rules/free_school_meals").main
    assert text.index("From 1 September 2026 on Holds now") < text.index("From 1 January 2026 to 31 August 2026 Over")


def test_nobody_is_told_of_new_services_unless_they_ask(client: Client):
    resident = make_resident()
    client.sign_in(resident.account_id)
    page = client.get_page("/account/new-services")
    client.post_form(page, {"tell": "yes"})
    client.post_form("/account/new-services", {"tell": "yes"})
    assert Resident.get_by_id(resident.id).tell_new is True
    assert AuditEntry.select().where(AuditEntry.act == "resident.tell_new").count() == 1
    client.post_form("/account/new-services", {"tell": "no"})
    assert Resident.get_by_id(resident.id).tell_new is False
