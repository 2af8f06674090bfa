"""Administrators look after the team; nobody changes their own rights."""

import json

import peewee
import pytest

from tests.accounts.staff import lines
from tests.browsing import Client
from tests.factories import make_account, make_resident, make_staff
from tests.page import text_of
from westminster.accounts import staff, staff_team
from westminster.accounts.models import Session, StaffMember, StaffRole
from westminster.core.errors import NotFound, Refused

HANA = {"name": "Hana Clarke", "email": "hana.clarke@example.com", "roles": ["adviser"]}


@pytest.fixture
def boss(client: Client) -> StaffMember:
    """An administrator, at `client`."""
    member = make_staff("administrator", name="Oliver Grant", email="oliver.grant@example.com")
    client.sign_in(member.account_id)
    return member


def public_id(member: StaffMember) -> str:
    return staff.named(member.email).public_id


def rows(client: Client) -> list[str]:
    return [text_of(row) for row in client.get_page("/staff/team").all("tr")][1:]


def test_the_team_is_listed_with_what_each_may_do(client: Client, boss: StaffMember, clock):
    make_staff(name="Ada Bell", email="ada@example.com")
    gone = make_staff(name="Abe Able", email="abe@example.com")
    staff_team.leave(gone.account_id, actor="system")
    client.post_form("/staff/team/invite", {**HANA, "roles": ["auditor", "adviser"]})
    assert rows(client) == [
        "Ada Bell ada@example.com Adviser, Assessor Can sign in",
        "Hana Clarke hana.clarke@example.com Adviser, Auditor Invited",
        "Oliver Grant oliver.grant@example.com Administrator Can sign in",
        "Abe Able abe@example.com Adviser, Assessor Left 20 Nov 2026",
    ]
    clock.move(hours=24)
    client.sign_in(boss.account_id)
    assert "Hana Clarke hana.clarke@example.com Adviser, Auditor Link has run out" in rows(client)


@pytest.mark.parametrize("path", ["", "/invite", "/x", "/x/link", "/x/leave"])
def test_the_team_is_for_administrators(client: Client, path: str):
    client.sign_in(make_staff("adviser").account_id)
    assert client.get(f"/staff/team{path}").status_code == 403


def test_an_invitation_shows_its_link_once(client: Client, boss: StaffMember):
    page = client.post_form("/staff/team/invite", HANA)
    assert page.h1 == "Link for Hana Clarke"
    address = page.text.partition("http://localhost")[2].split()[0]
    client.application.test_client().get_page(address)
    again = client.get_page(page.url)
    assert "/staff/set-up/" not in again.text
    newer = client.post_form(again)
    assert "/staff/set-up/" in newer.text
    client.application.test_client().get_page(address, status=404)


def test_an_invitation_leaves_a_line(client: Client, boss: StaffMember):
    client.post_form("/staff/team/invite", HANA)
    hana = staff.named(HANA["email"])
    assert lines("staff.invited") == [
        (f"staff:{boss.account_id}", f"staff:{hana.account_id}", '{"roles": "adviser"}'),
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"email": ""}, "email"),
        ({"email": "no address"}, "email"),
        ({"email": "x@" + "y" * 254 + ".example"}, "email"),
        ({"email": "oliver.grant@example.com"}, "email"),
        ({"email": "Oliver.Grant@Example.com"}, "email"),
        ({"roles": []}, "roles"),
        ({"roles": ["king"]}, "roles"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said(client: Client, boss: StaffMember, change: dict, field: str):
    page = client.post_form("/staff/team/invite", HANA | change, status=422)
    assert list(page.errors) == [field]
    assert not StaffMember.select().where(StaffMember.email == HANA["email"]).exists()


def test_a_role_named_twice_is_one_role(client: Client, boss: StaffMember):
    client.post_form("/staff/team/invite", HANA | {"roles": ["adviser", "adviser"]})
    assert staff.named(HANA["email"]).roles == ("adviser",)


def test_an_email_address_is_kept_in_lower_case_and_ascii():
    staff_team.invite(" Hana@Bücher.example ", "Hana", ["adviser"], actor="system")
    assert StaffMember.get().email == "hana@xn--bcher-kva.example"


def test_roles_change_with_the_next_page(client: Client, boss: StaffMember, app):
    member, other = make_staff("adviser"), app.test_client()
    other.sign_in(member.account_id)
    other.get_page("/staff/team", status=403)
    client.post_form(f"/staff/team/{public_id(member)}", {"roles": ["adviser", "auditor"]}, button="Save")
    other.get_page("/staff/team")
    client.post_form(f"/staff/team/{public_id(member)}", {"roles": ["adviser"]}, button="Save")
    other.get_page("/staff/team", status=403)
    changed = [json.loads(detail)["roles"] for _, _, detail in lines("staff.roles_changed")]
    assert changed == ["adviser auditor", "adviser"]


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("adviser", "/staff/people"),
        ("assessor", "/staff"),
        ("senior_assessor", "/staff"),
        ("library_worker", "/staff/people"),
        ("administrator", "/staff/team/invite"),
        ("auditor", "/staff/team"),
    ],
)
def test_who_loses_a_role_or_leaves_is_out_with_the_next_page(client: Client, role: str, path: str):
    member = make_staff(role)
    client.sign_in(member.account_id)
    client.get_page(path)
    other = "administrator" if path == "/staff/people" else "assessor" if role == "auditor" else "auditor"
    staff_team.change_roles(member.account_id, [other], actor="system")
    assert client.get(path).status_code == 403
    staff_team.change_roles(member.account_id, [role], actor="system")
    client.get_page(path)
    staff_team.leave(member.account_id, actor="system")
    assert client.get(path).location == "/staff/sign-in"


def test_roles_cannot_all_be_taken_away(client: Client, boss: StaffMember):
    url = f"/staff/team/{public_id(make_staff())}"
    assert client.post_form(url, {"roles": []}, button="Save", status=422).errors


def test_who_leaves_is_out_everywhere_and_cannot_come_back_in(client: Client, boss: StaffMember, app):
    member, other = make_staff(), app.test_client()
    other.sign_in(member.account_id)
    client.post_form(f"/staff/team/{public_id(member)}/leave")
    assert not Session.select().where(Session.account == member.account_id).exists()
    gone = StaffMember.get_by_id(member.account_id)
    assert (gone.password_hash, gone.totp_secret, gone.set_up_at) == (None, None, None)
    assert lines("staff.left") == [(f"staff:{boss.account_id}", f"staff:{member.account_id}", "{}")]


def test_who_has_left_can_be_invited_back(client: Client, boss: StaffMember):
    member = make_staff(email=HANA["email"])
    staff_team.leave(member.account_id, actor="system")
    client.post_form("/staff/team/invite", HANA | {"roles": ["assessor"]})
    back = staff.named(HANA["email"])
    assert (back.account_id, back.left_at, back.roles) == (member.account_id, None, ("assessor",))


def test_who_has_left_is_not_changed():
    member = make_staff()
    staff_team.leave(member.account_id, actor="system")
    for change in (
        lambda: staff_team.new_link(member.account_id, actor="system"),
        lambda: staff_team.change_roles(member.account_id, ["adviser"], actor="system"),
        lambda: staff_team.leave(member.account_id, actor="system"),
    ):
        with pytest.raises(Refused):
            change()


@pytest.mark.parametrize(("path", "data"), [("", {"roles": ["adviser"]}), ("/link", {}), ("/leave", {})])
def test_nobody_changes_their_own_rights(client: Client, boss: StaffMember, path: str, data: dict):
    page = client.get_page("/staff/team/invite")
    token = next(e.get("value") for e in page.all("input") if e.get("name") == "csrf_token")
    answer = client.post(f"/staff/team/{public_id(boss)}{path}", data={"csrf_token": token, **data})
    assert answer.status_code == 422
    assert "You cannot change your own rights" in answer.get_data(as_text=True)
    assert staff.named(boss.email).roles == ("administrator",)


def test_ones_own_page_offers_no_change(client: Client, boss: StaffMember):
    page = client.get_page(f"/staff/team/{public_id(boss)}")
    assert not page.forms()
    assert "This is you" in page.main


def test_unknown_members_are_not_found(client: Client, boss: StaffMember):
    for path in ("x", "x/link", "x/leave", str(boss.account_id)):
        client.get_page(f"/staff/team/{path}", status=404)
    with pytest.raises(NotFound):
        staff.named("nobody@example.com")


def test_names_are_told_also_of_who_has_left():
    here, gone = make_staff(name="Ada Bell"), make_staff(name="Abe Able")
    staff_team.leave(gone.account_id, actor="system")
    assert staff.names([here.account_id, gone.account_id]) == {here.account_id: "Ada Bell", gone.account_id: "Abe Able"}


def test_the_database_knows_the_roles_too(db):
    member = make_staff()
    with pytest.raises(peewee.IntegrityError), db.atomic():
        StaffRole.create(account=member.account_id, role="king")


# Nobody decides their own


def test_a_member_is_the_resident_with_the_same_email_address():
    member = make_staff(name="Hana Clarke", email="hana@example.com")
    assert staff.is_self(member.account_id, make_resident(email="Hana@Example.com"))
    assert not staff.is_self(member.account_id, make_resident(email="amina@example.com"))
    assert not staff.is_self(member.account_id, make_resident(email="", full_name=""))


def test_a_member_is_the_resident_who_signs_in_with_the_same_email_address():
    member = make_staff(name="Hana Clarke", email="hana@example.com")
    account = make_account(email="hana@example.com")
    assert staff.is_self(member.account_id, make_resident(account=account, email=""))


def test_a_member_is_the_resident_of_the_same_name():
    member = make_staff(name="Hana Clarke")
    assert staff.is_self(member.account_id, make_resident(full_name="Hana Jane Clarke"))


def test_a_resident_without_an_account_can_be_told_apart():
    assert not staff.is_self(make_staff().account_id, make_resident(account=None))


def test_no_administrator_makes_a_link_for_another(client: Client, boss: StaffMember):
    """Or one could sign in as one's own second person."""
    other = make_staff("administrator", name="Joy Mensah", email="joy@example.com")
    page = client.get_page(f"/staff/team/{public_id(other)}")
    assert "flask staff link" in page.main
    assert not [form for form in page.forms() if form.get("action", "").endswith("/link")]
    with pytest.raises(Refused):
        staff_team.new_link(other.account_id, actor=staff.actor_of(boss.account_id))
    assert staff_team.new_link(other.account_id, actor="system")
