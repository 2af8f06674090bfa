"""Before what is dangerous, who has a work account shows with it once more that it is them."""

import pytest

from tests.accounts.bare import cookie
from tests.accounts.conftest import at_provider, query
from tests.accounts.realms import STAFF, bound
from tests.accounts.staff import lines
from tests.accounts.work import who
from tests.browsing import Client
from tests.factories import make_staff
from westminster.accounts import service, staff_team, strict
from westminster.accounts.models import StaffMember
from westminster.demo.surroundings import WORK_ISSUER
from westminster.demo.tokens import Signer


@pytest.fixture
def boss(client: Client, outside, clock) -> StaffMember:
    """An administrator who came with a work account ten minutes ago."""
    member = bound()
    staff_team.change_roles(member.account_id, ["administrator"], actor="system")
    STAFF.sign_in(client)
    clock.move(minutes=10)
    return member


INVITED = {"name": "Ada Bell", "email": "ada@example.com", "roles": ["adviser"]}


def asked_again(client: Client) -> str:
    """Invite somebody; the address that leads to the provider."""
    page = client.post_form("/staff/team/invite", INVITED)
    assert page.h1 == "Show that it is you"
    return page.link("Sign in with your work account")


def test_who_has_a_work_account_shows_with_it_that_it_is_them(client: Client, boss):
    start = asked_again(client)
    asked = query(client.get(start).location)
    assert (asked["prompt"], asked["max_age"]) == ("login", "300")
    before = cookie(client)
    assert client.get(at_provider(client.get(start), STAFF.persona)).location == "/staff/team/invite"
    assert cookie(client) != before
    assert who(client) == boss.account_id
    page = client.post_form("/staff/team/invite")  # as it was filled in
    assert page.h1 == "Link for Ada Bell"


def test_after_it_a_sign_out_at_the_provider_still_ends_the_session(client: Client, boss, outside):
    client.get(at_provider(client.get(asked_again(client)), STAFF.persona))
    service.end_by_provider("staff", WORK_ISSUER, STAFF.subject, None)
    assert client.get("/staff/team").location == "/staff/sign-in"


def test_somebody_else_shows_nothing(client: Client, boss, outside):
    bound(STAFF.other)
    page = client.get_page(at_provider(client.get(asked_again(client)), STAFF.other), status=400)
    assert page.h1 == "That was another account"
    assert page.link("Go back") == "/staff/account/again"
    assert who(client) == boss.account_id
    assert client.post_form("/staff/team/invite", INVITED).h1 == "Show that it is you"


@pytest.mark.parametrize("told", [{"auth_time": 1_000_000_000}, {"auth_time": None}], ids=str)
def test_a_provider_that_did_not_ask_again_shows_nothing(client: Client, boss, outside, told):
    signer = Signer()
    sign = signer.sign
    signer.sign = lambda claims, fault=None: sign(claims | told, fault)
    outside.stand_ins.work_provider.signer = signer
    client.get_page(at_provider(client.get(asked_again(client)), STAFF.persona), status=400)
    assert lines("account.refused")[0][2] == '{"reason": "lower_auth_time"}'
    assert client.post_form("/staff/team/invite", INVITED).h1 == "Show that it is you"


def test_an_old_sign_in_at_the_provider_is_enough_to_read_and_no_more(client: Client, outside):
    member = bound()
    staff_team.change_roles(member.account_id, ["administrator"], actor="system")
    signer = Signer()
    sign = signer.sign
    signer.sign = lambda claims, fault=None: sign(claims | {"auth_time": claims["auth_time"] - 601}, fault)
    outside.stand_ins.work_provider.signer = signer
    STAFF.sign_in(client)
    assert client.get("/staff/team").status_code == 200
    asked_again(client)


def test_while_the_provider_is_away_nothing_dangerous_is_done(client: Client, boss, outside, clock):
    start = asked_again(client)
    strict.made.cache_clear()
    outside.stand_ins.trouble["work_provider"] = "down"
    page = client.get_page(start)
    assert page.h1 == "Show that it is you"
    assert "not working at the moment" in page.main
    assert lines("staff.invited") == []


def test_a_provider_that_fails_half_way_leaves_them_signed_in(client: Client, boss, outside):
    back = at_provider(client.get(asked_again(client)), STAFF.persona)
    outside.stand_ins.trouble["work_provider"] = "down"
    page = client.get_page(back)
    assert page.h1 == "Show that it is you"
    assert "not working at the moment" in page.main
    assert who(client) == boss.account_id


def test_only_who_came_by_the_provider_is_sent_there_again(client: Client, outside):
    client.sign_in(make_staff().account_id)
    assert "max_age" not in query(client.get(f"{STAFF.start}?again=yes").location)
