"""Before what is dangerous staff show again that it is them; what they typed waits."""

import pytest

from tests.accounts.bare import cookie
from tests.accounts.staff import arrives, code, lines
from tests.browsing import Client
from tests.factories import make_staff
from westminster.accounts import staff_recovery
from westminster.accounts.models import Session, StaffMember

ASKED = "Show that it is you"
INVITED = {"name": "Hana Clarke", "email": "hana.clarke@example.com", "roles": ["adviser"]}


@pytest.fixture
def sam(client: Client) -> StaffMember:
    member = make_staff("administrator")
    client.sign_in(member.account_id)
    return member


def test_just_after_signing_in_nobody_is_asked(client: Client, sam, clock):
    clock.move(minutes=9, seconds=59)
    assert client.post_form("/staff/team/invite", INVITED).h1 != ASKED
    assert len(lines("staff.invited")) == 1


def test_after_ten_minutes_they_are_asked_and_get_back_what_they_typed(client: Client, sam, clock):
    clock.move(minutes=10)
    asked = client.post_form("/staff/team/invite", INVITED)
    assert asked.h1 == ASKED
    assert lines("staff.invited") == []
    before = cookie(client)
    assert arrives(client, asked, code()) == "/staff/team/invite"
    assert cookie(client) != before, "a change of right brings a new session id"
    form = client.get_page("/staff/team/invite")
    assert "Your answers are still here" in form.text
    assert client.post_form(form).h1 != ASKED  # as it is filled in
    assert len(lines("staff.invited")) == 1
    assert "Your answers are still here" not in client.get_page("/staff/team/invite").text


@pytest.mark.parametrize("act", ["link", "leave", "sign-out", ""])
def test_each_act_on_a_colleague_asks(client: Client, sam, clock, act):
    hana = make_staff("adviser")
    clock.move(minutes=10)
    before = StaffMember.get_by_id(hana.account_id).__data__
    place = f"/staff/team/{StaffMember.get_by_id(hana.account_id).account.subject}"
    buttons = {"link": "Make a new link", "": "Save"}
    page = client.get_page(f"{place}/{act}" if act not in buttons else place)
    asked = client.post_form(page, button=buttons.get(act))
    assert asked.h1 == ASKED
    assert StaffMember.get_by_id(hana.account_id).__data__ == before
    assert arrives(client, asked, code()) == page.url
    assert "Nothing was sent yet" in client.get_page(page.url).text


def test_a_wrong_code_opens_nothing(client: Client, sam, clock):
    clock.move(minutes=10)
    asked = client.post_form("/staff/team/invite", INVITED)
    client.post_form(asked, {"code": "000000"}, status=422)
    assert client.post_form("/staff/team/invite", INVITED).h1 == ASKED
    assert lines("staff.invited") == []


def test_it_counts_for_ten_minutes_and_in_this_browser_alone(app, client: Client, sam, clock):
    other = app.test_client()
    other.sign_in(sam.account_id)
    clock.move(minutes=10)
    arrives(client, client.get_page("/staff/account/again"), code())
    assert other.post_form("/staff/team/invite", INVITED).h1 == ASKED
    clock.move(minutes=10)
    assert client.post_form("/staff/team/invite", INVITED).h1 == ASKED


def test_a_colleague_is_signed_out_everywhere(app, client: Client, sam):
    hana, other = make_staff("adviser"), app.test_client()
    other.sign_in(hana.account_id)
    place = f"/staff/team/{StaffMember.get_by_id(hana.account_id).account.subject}"
    client.post_form(f"{place}/sign-out")
    assert other.get("/staff").status_code == 303
    assert Session.select().where(Session.account == hana.account_id).count() == 0
    assert len(lines("account.ended_everywhere")) == 1


def test_a_recovery_code_does_as_well(client: Client, sam, clock):
    recovery = staff_recovery.make(sam.account_id)[0]
    clock.move(minutes=10)
    asked = client.post_form("/staff/team/invite", INVITED)
    assert arrives(client, asked, recovery) == "/staff/team/invite"
    assert client.post_form("/staff/team/invite", INVITED).h1 != ASKED
