"""Whoever guesses is slowed down; the person they guess at is not shut out for long."""

import pytest
from passlib.context import CryptContext

from tests.accounts.staff import arrives, code, give_password, lines
from tests.browsing import Client
from tests.factories import PASSWORD, make_staff
from westminster.accounts import staff_secrets, staff_sign_in
from westminster.accounts.models import StaffMember
from westminster.core.errors import Refused

HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"
LIMIT = "There were too many tries. Wait 5 minutes and try again"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are hundreds of tries, and the hash is slow on purpose: here it is as quick as it can be."""
    costs = {"argon2__type": "ID", "argon2__memory_cost": 8, "argon2__time_cost": 1, "argon2__parallelism": 1}
    monkeypatch.setattr(staff_secrets, "_passwords", CryptContext(schemes=["argon2"], **costs))


@pytest.fixture
def sam() -> StaffMember:
    return make_staff(email="sam@example.com", password_hash=staff_secrets.hash_password(PASSWORD))


def attempt(email: str = "sam@example.com", password: str = "wrong", address: str = ELSEWHERE) -> str:
    """What the answer is: "in", or the words of the refusal."""
    try:
        staff_sign_in.check_password(email, password, address)
    except Refused as refused:
        return str(refused)
    return "in"


def guess(times: int, address: str = ELSEWHERE, email: str = "sam@example.com") -> None:
    for _ in range(times):
        attempt(address=address, email=email)


def test_ten_tries_from_one_address_and_the_eleventh_must_wait(sam: StaffMember, clock):
    guess(9)
    assert attempt() == str(staff_sign_in.WRONG)
    assert attempt(password=PASSWORD) == LIMIT
    clock.move(minutes=5)
    assert attempt(password=PASSWORD) == "in"


def test_the_person_at_another_address_still_gets_in(sam: StaffMember):
    guess(200)
    assert attempt(password=PASSWORD, address=HOME) == "in"


def test_guesses_from_many_addresses_are_counted_together(sam: StaffMember, clock):
    for number in range(10):
        guess(5, f"198.51.100.{number}")
    assert attempt(password=PASSWORD, address=HOME) == "There were too many tries. Wait 15 minutes and try again"
    clock.move(minutes=15)
    assert attempt(password=PASSWORD, address=HOME) == "in"


def test_somebody_unknown_is_counted_in_the_same_way():
    guess(10, email="nobody@example.com")
    assert attempt("nobody@example.com") == LIMIT


def test_one_address_cannot_try_everybody():
    for number in range(300):
        attempt(f"somebody{number}@example.com")
    assert attempt("sam@example.com") == LIMIT
    assert attempt("sam@example.com", address=HOME) == str(staff_sign_in.WRONG)


def test_a_whole_ipv6_network_is_one_address(sam: StaffMember):
    for number in range(10):
        attempt(address=f"2001:db8:0:1::{number}")
    assert attempt(address="2001:db8:0:1:ffff::1") == LIMIT
    assert attempt(address="2001:db8:0:2::1") == str(staff_sign_in.WRONG)


def test_signing_in_begins_the_count_anew(sam: StaffMember):
    for _ in range(5):
        guess(9)
        assert attempt(password=PASSWORD) == "in"


def test_the_lock_leaves_one_line(sam: StaffMember):
    guess(30)
    assert lines("account.locked") == [
        ("anonymous", f"staff:{sam.account_id}", '{"limit": "account_and_address"}'),
    ]
    assert len(lines("account.refused")) == 10


def test_limits_are_kept_without_personal_data(sam: StaffMember, db):
    guess(11)
    keys = [key for (key,) in db.execute_sql("SELECT key FROM rate_limit").fetchall()]
    assert keys
    assert not [key for key in keys if "sam" in key or ELSEWHERE in key or "@" in key]


def test_five_codes_and_the_sixth_must_wait(client: Client, sam: StaffMember, clock):
    page = give_password(client, sam.email)
    for _ in range(5):
        page = client.post_form(page, {"code": "000000"}, status=422)
    refused = client.post_form(page, {"code": code()}, status=422)
    assert LIMIT in refused.text
    assert lines("account.locked") == [("anonymous", f"staff:{sam.account_id}", '{"limit": "codes"}')]
    clock.move(minutes=5)
    assert arrives(client, page, code()) == "/staff"


def test_a_right_code_begins_the_count_anew(client: Client, sam: StaffMember, clock):
    for _ in range(7):
        page = give_password(client, sam.email)
        for _ in range(4):
            page = client.post_form(page, {"code": "000000"}, status=422)
        assert arrives(client, page, code()) == "/staff"
        client.post_form("/staff/sign-out")
        clock.move(seconds=30)
