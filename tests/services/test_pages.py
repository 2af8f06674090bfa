"""What the services are to somebody who is signed in: theirs and why, what one more proof would open, from when."""

from datetime import date

import pytest

from tests.browsing import Client
from tests.factories import make_account, make_proof, make_resident, make_staff
from westminster.core.clock import today
from westminster.proofs.rules import CATEGORIES
from westminster.proofs.service import record_proof


def visit(client: Client, url: str = "/services", proof: str | None = "lives_in_westminster", **columns):
    resident = make_resident(**columns)
    if proof:
        make_proof(resident, proof)
    client.sign_in(resident.account_id)
    return client.get_page(url)


def headings(page) -> list[str]:
    return [heading.text for heading in page.all("h2")]


def test_what_is_open_says_why_and_until_when(client: Client):
    page = visit(client, born_on=date(1990, 1, 1))
    assert headings(page)[:2] == ["Open to you now", "You may also get"]
    assert "Because you live in Westminster and you are 16 or over, you pay less" in page.main
    assert "until 19 November 2027." in page.main


def test_what_one_more_proof_would_open_says_which_and_what_shows_it(client: Client):
    page = visit(client, proof="works_in_westminster")
    assert headings(page)[:2] == ["Open to you now", "You may also get"]
    assert "Show us that you live in Westminster, and you pay less" in page.main
    assert "What shows this: Lives in Westminster" in page.main
    assert "Council Tax bill" in page.main


def test_what_comes_with_a_birthday_says_when(client: Client):
    page = visit(client, born_on=date(2011, 2, 1))
    assert "Not open to you today" in headings(page)
    assert "From 1 February 2027 on, because you live in Westminster and you are 16 or over" in page.main


@pytest.mark.parametrize("who", ["nobody", "staff", "newcomer"])
def test_others_see_what_there_is(client: Client, who: str):
    if who == "staff":
        client.sign_in(make_staff().account_id)
    elif who == "newcomer":
        client.sign_in(make_account().id)
    page = client.get_page("/services")
    assert "Open to you now" not in page.main
    assert page.link("Check what you can get")


def test_the_page_of_a_service_says_what_it_is_to_them(client: Client):
    assert "Because you live in Westminster, you can borrow" in visit(client, "/services/libraries").main
    assert "Show us that you live in Westminster" in visit(client, "/services/libraries", proof=None).main


def test_a_proof_of_any_category_can_be_shown_to_its_holder_and_to_staff(client: Client):
    resident = make_resident(born_on=None)
    for slug in CATEGORIES:
        record_proof(resident.id, slug, source="document", method="seen by a person", from_on=today(), actor="system")
    client.sign_in(resident.account_id)
    account = client.get_page("/account").main
    assert all(str(category.on(today()).you) in account for category in CATEGORIES.values())
