"""Those who work in the demo: made once, told at /demo, able to sign in."""

from pathlib import Path

import pytest

from tests.accounts.staff import arrives, code, give_password
from tests.browsing import Client
from tests.factories import make_resident
from westminster.accounts import staff, staff_team
from westminster.accounts.act_rules import ROLES
from westminster.accounts.models import StaffMember
from westminster.demo import service
from westminster.demo.cast import find
from westminster.demo.staff import STAFF, load_staff


@pytest.fixture(autouse=True)
def _own_folder(configure, tmp_path: Path) -> None:
    configure(state_dir=tmp_path)


def test_each_of_the_staff_can_sign_in_as_told(client: Client, app):
    load_staff()
    places = {"/staff", "/staff/people", "/staff/team", "/staff/audit"}
    for one in service.staff():
        browser = app.test_client()
        page = give_password(browser, one["email"], one["password"])
        assert arrives(browser, page, code(one["totp_secret"])) in places


def test_each_role_has_somebody_and_two_are_administrators():
    load_staff()
    held = [role for one in service.staff() for role in one["roles"]]
    assert set(held) == set(ROLES)
    assert held.count("administrator") == 2


def test_a_second_start_changes_nothing():
    load_staff()
    before = service.staff()
    load_staff()
    assert service.staff() == before


def test_a_new_folder_gets_new_secrets(configure, tmp_path: Path, app):
    load_staff()
    before = service.staff()
    (tmp_path / "new").mkdir()
    configure(state_dir=tmp_path / "new")
    load_staff()
    one = service.staff()[0]
    assert one["password"] != before[0]["password"]
    give_password(app.test_client(), one["email"], one["password"])
    assert StaffMember.select().count() == len(STAFF)


def test_an_empty_database_gets_its_staff_again():
    service.keep_staff([{"email": "hana.clarke@example.com"}, {"email": "oliver.grant@example.com"}])
    load_staff()
    assert StaffMember.select().count() == len(STAFF)


def test_who_was_marked_as_left_does_not_stop_a_start(configure, tmp_path: Path):
    load_staff()
    staff_team.leave(staff.named("hana.clarke@example.com").account_id, actor="system")
    load_staff()
    assert staff.named("hana.clarke@example.com").left_at
    (tmp_path / "new").mkdir()
    configure(state_dir=tmp_path / "new")
    load_staff()
    assert staff.named("hana.clarke@example.com").set_up_at


def test_the_adviser_is_somebody_of_the_cast_and_must_not_decide_for_herself():
    load_staff()
    hana = find("hana-clarke")
    resident = make_resident(full_name=hana.name, email=hana.email)
    assert staff.is_self(staff.named("hana.clarke@example.com").account_id, resident)
    assert not staff.is_self(staff.named("oliver.grant@example.com").account_id, resident)


def test_the_demo_page_leads_to_the_sign_in_of_staff(client: Client):
    load_staff()
    assert client.get_page("/demo").link("Sign in to the back office") == "/staff/sign-in"
