"""A link binds a work account to one member, once, and by a form of ours alone."""

import peewee
import pytest

from tests.accounts import staff as hand
from tests.accounts.conftest import at_provider
from tests.accounts.realms import STAFF, bound
from tests.accounts.work import link_of, newcomer, refused, there, who
from tests.browsing import Client
from tests.factories import make_staff
from westminster.accounts import staff, work_accounts
from westminster.accounts.models import StaffMember
from westminster.core.db import atomic
from westminster.demo import colleagues
from westminster.demo.surroundings import WORK_ISSUER


def test_only_a_form_of_ours_uses_a_link(client: Client, outside):
    """An address could bind the work account of whoever follows it to somebody else's place on the team."""
    member, link = newcomer()
    token = link.rpartition("/")[2]
    client.get_page(STAFF.back(client, "hana-clarke") + f"&link={token}", status=403)
    asked = client.get(f"{STAFF.start}?link={token}")
    client.get_page(at_provider(asked, "hana-clarke"), status=403)
    assert client.post(STAFF.start, data={"link": token}).status_code == 400
    assert not staff.named(member.email).set_up_at


@pytest.mark.parametrize("token", ["", "x", "\u202e", "a" * 3000])
def test_a_link_that_never_was_leads_nowhere(client: Client, outside, token: str):
    _, link = newcomer()
    csrf = next(e.get("value") for e in client.get_page(link).all("input") if e.get("name") == "csrf_token")
    assert client.post(STAFF.start, data={"link": token, "csrf_token": csrf}).status_code == 404


def test_one_work_account_is_one_members(client: Client, app, outside):
    bound()
    member, link = newcomer()
    page = client.get_page(there(client, link), status=403)
    assert page.h1 == "This work account signs in somebody else"
    assert page.link("Go back to your link") == link
    assert not staff.named(member.email).set_up_at
    other = app.test_client()
    assert other.get(there(other, link, "noor-haddad")).location == "/staff"


def test_the_database_holds_a_work_account_for_one_member_only(outside):
    bound()
    hana, other = colleagues.find("hana-clarke"), make_staff()
    with pytest.raises(peewee.IntegrityError), atomic():
        work_accounts.keep(other.account_id, WORK_ISSUER, hana.object_id)


def test_a_new_link_binds_anew_and_signs_the_old_account_out(client: Client, app, outside):
    member, thief = bound(), app.test_client()
    STAFF.sign_in(thief)
    assert client.get(there(client, link_of(member), "noor-haddad")).location == "/staff"
    assert thief.get("/staff").location == "/staff/sign-in"
    assert thief.get(STAFF.back(thief)).status_code == 403
    other = app.test_client()
    STAFF.sign_in(other, "noor-haddad")
    assert who(other) == member.account_id


def test_a_work_account_ends_the_password(client: Client, outside):
    member = make_staff()
    client.get(there(client, link_of(member)))
    kept = StaffMember.get_by_id(member.account_id)
    assert (kept.password_hash, kept.totp_secret, kept.link_hash) == (None, None, None)
    assert not work_accounts.has_password()


def test_a_password_ends_the_work_account(client: Client, app, outside):
    member = bound()
    page = client.post_form(link_of(member), {"password": "kettle marble fjord onion"}, action="/staff/set-up")
    secret = page.text.partition("Key: ")[2][:39].replace(" ", "")
    hand.arrives(client, page, hand.code(secret))
    other = app.test_client()
    refused_page = other.get_page(STAFF.back(other), status=403)
    assert refused_page.h1 == "We do not know this work account"


def test_a_link_that_ends_on_the_way_binds_nothing(client: Client, outside, clock):
    member, link = newcomer()
    clock.move(hours=23, minutes=30)
    back = there(client, link)
    clock.move(minutes=31)
    assert refused(client, back, "link_ended", 404).h1 == "This link does not work"
    assert not staff.named(member.email).set_up_at


def test_of_two_browsers_with_one_link_the_first_has_it(client: Client, app, outside):
    _, link = newcomer()
    other = app.test_client()
    mine, theirs = there(client, link), there(other, link, "noor-haddad")
    assert client.get(mine).location == "/staff"
    assert other.get_page(theirs, status=404).h1 == "This link does not work"
    assert other.get("/staff").location == "/staff/sign-in"


def test_who_stops_at_the_provider_keeps_the_link(client: Client, outside):
    _, link = newcomer()
    page = client.get_page(there(client, link, "nobody"), status=400)
    assert page.h1 == "You are not signed in"
    assert client.get(there(client, page.link("Go back to your link"))).location == "/staff"


def test_without_a_provider_a_link_offers_a_password_only(client: Client):
    _, link = newcomer()
    page = client.get_page(link)
    assert page.h1 == "Choose a password"
    assert "work account" not in page.main


def test_a_provider_that_fails_half_way_leaves_the_link(client: Client, outside):
    _, link = newcomer()
    back = there(client, link)
    outside.stand_ins.trouble["work_provider"] = "down"
    page = client.get_page(back)
    assert page.url.partition("?")[0] == link
    assert "not working at the moment" in page.main
    outside.stand_ins.trouble.clear()
    assert client.get(there(client, link)).location == "/staff"
