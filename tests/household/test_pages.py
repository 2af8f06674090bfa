"""The pages of a parent; what a partner sees of a child's card."""

import json

import pytest

from a11y.family import LONG, a_child, asked
from tests.browsing import Client
from tests.factories import make_resident, make_staff
from tests.life.people import a_holder
from westminster.audit.models import AuditEntry
from westminster.cards import codes
from westminster.cards import service as cards
from westminster.household import relations
from westminster.residents.models import Resident

CHILD = {
    "first_name": "Yusuf",
    "last_name": "Rahman",
    "born_on-day": "29",
    "born_on-month": "2",
    "born_on-year": "2016",
    "kind": "parent",
}


@pytest.fixture
def parent(client: Client) -> Resident:
    holder = a_holder()
    client.sign_in(holder.account_id)
    return holder


def opened(client: Client, resident: Resident, *roles: str) -> str:
    client.sign_in(make_staff(*roles).account_id)
    at = f"/staff/people/{resident.public_id}"
    client.post_form(at, {"why": "here"})
    return at


def test_a_parent_asks_shows_a_paper_and_has_the_card(client: Client, parent: Resident):
    page = client.get_page(client.get_page("/account").link("Cards I look after"))
    page = client.post_form(page.link("Add a child"), CHILD)
    assert "Birth certificate" in page.main
    page = client.get_page(opened(client, parent, "library_worker"))
    client.post_form(page.link("look at the papers"), {"shown": "yes", "paper": "birth_certificate"})
    client.sign_in(parent.account_id)
    page = client.get_page(client.get_page("/account/looked-after").link("Show the card"))
    assert "Yusuf Rahman" in page.main
    assert "Libraries" in page.main


def test_staff_say_whether_it_is_a_child_we_know(client: Client, parent: Resident):
    child = a_child(parent)
    other = a_holder(full_name="Omar Rahman", email="omar@example.com")
    asked(other)
    page = client.get_page(opened(client, other)).link("look at the papers")
    told = {"shown": "yes", "paper": "birth_certificate"}
    client.post_form(page, told, status=422)
    client.post_form(page, told | {"same": child.public_id})
    assert [one.person for one in relations.looked_after(other.id)] == [child]


def test_a_parent_sees_who_looked_at_the_childs_details(client: Client, parent: Resident):
    child = a_child(parent)
    at = f"/card/of/{child.public_id}"
    assert "Nobody but you." in client.get_page(at).main
    opened(client, child, "library_worker")
    client.sign_in(parent.account_id)
    assert "A member of staff: Library worker You were with us" in client.get_page(at).main


def test_a_parent_stops_replaces_and_the_trail_says_who_did_it_for_whom(client: Client, parent: Resident):
    child = a_child(parent, LONG)
    at = f"/card/of/{child.public_id}"
    page = client.post_form(f"{at}/stop", {"reason": "lost"})
    assert "Does not work now" in page.main
    page = client.post_form(page, button="Get a new card")
    assert cards.for_resident(child.id).status == "active"
    lines = [entry for entry in AuditEntry.select() if entry.act in {"card.stopped", "card.replaced"}]
    assert {(line.actor, json.loads(line.detail)["resident"]) for line in lines} == {
        (f"resident:{parent.id}", child.id)
    }
    assert cards.for_resident(parent.id).status == "active"


def test_pressed_twice_in_two_tabs_one_new_card_is_made(client: Client, parent: Resident):
    child = a_child(parent)
    first = client.post_form(f"/card/of/{child.public_id}/stop", {"reason": "lost"})
    second = client.get_page(f"/card/of/{child.public_id}")
    client.post_form(first, button="Get a new card")
    number = cards.for_resident(child.id).number
    client.post_form(second, button="Get a new card")
    assert cards.for_resident(child.id).number == number


def test_somebody_elses_child_is_not_found(client: Client, parent: Resident):
    child = a_child(a_holder(full_name="Hana Clarke", email="hana@example.com"))
    for rest in ("", "/stop"):
        assert client.get(f"/card/of/{child.public_id}{rest}").status_code == 404
    assert client.get(f"/account/looked-after/{child.public_id}/end").status_code == 404
    assert client.get(f"/card/of/{parent.public_id}").status_code == 404


def test_whoever_looks_after_it_no_more_sees_it_no_more(client: Client, parent: Resident):
    child = a_child(parent)
    client.post_form(f"/account/looked-after/{child.public_id}/end")
    assert client.get(f"/card/of/{child.public_id}").status_code == 404


def test_staff_end_it_where_they_may(client: Client, parent: Resident):
    a_child(parent)
    page = client.get_page(opened(client, parent, "library_worker"))
    assert "End it" not in page.main
    page = client.get_page(opened(client, parent, "adviser"))
    client.post_form(page.link("End it"))
    assert relations.looked_after(parent.id) == []


@pytest.mark.parametrize("query", ["", "?for=libraries", "?for=city-save"])
def test_a_partner_learns_of_a_childs_card_what_it_learns_of_any(client: Client, parent: Resident, query: str):
    child = a_child(parent)
    grown_up = make_resident(full_name="Hana Clarke", born_on=child.born_on)
    card = cards.issue(grown_up.id, cards.for_resident(child.id).valid_until, actor="system")
    seen = []
    for one in (cards.for_resident(child.id), card):
        page = client.get_page(f"/V/{codes.of(one.id, 'web').token}{query}")
        assert not {"Yusuf", "Rahman", "child", "under 16", "2016"} & set(page.main.split())
        seen.append(page.main)
    if not query:
        assert seen[0] == seen[1]
