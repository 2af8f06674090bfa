"""Staff sign in with a password and a code, and nobody else does."""

import logging
import time

import pytest

from tests.accounts.staff import arrives, code, give_password, lines, sign_in
from tests.browsing import Client
from tests.factories import PASSWORD, make_account, make_staff
from westminster.accounts import staff_sign_in
from westminster.accounts.models import Session, StaffMember, StaffRole
from westminster.core.errors import Refused

WRONG = "Your email address or password is not right. Check both and try again"


def test_a_password_and_a_code_let_an_adviser_in(client: Client):
    member = make_staff()
    assert sign_in(client, member) == "/staff"
    assert Session.get(Session.account.is_null(False)).account_id == member.account_id
    name = f"staff:{member.account_id}"
    assert lines("account.signed_in") == [(name, name, '{"realm": "staff"}')]


def test_an_administrator_alone_is_sent_to_the_team(client: Client):
    assert sign_in(client, make_staff("administrator")) == "/staff/team"


def test_who_is_in_is_not_asked_again(client: Client):
    client.sign_in(make_staff("administrator").account_id)
    assert client.get_page("/staff/sign-in").url == "/staff/team"


def test_the_email_address_may_be_typed_in_any_case(client: Client):
    member = make_staff(email="sam.okoro@example.com")
    assert give_password(client, "  Sam.Okoro@Example.com ").url == "/staff/sign-in/code"
    assert member.email == "sam.okoro@example.com"


@pytest.mark.parametrize("grouped", ["{} {}", "{}-{}", " {}{} "])
def test_a_code_may_be_typed_in_groups(client: Client, grouped: str):
    page = give_password(client, make_staff().email)
    now = code()
    assert arrives(client, page, grouped.format(now[:3], now[3:])) == "/staff"


def test_a_code_may_be_typed_in_other_digits(client: Client):
    page = give_password(client, make_staff().email)
    assert arrives(client, page, code().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) == "/staff"


def test_a_code_field_helps_the_phone_to_fill_it_in(client: Client):
    page = give_password(client, make_staff().email)
    field = page.by_id("code")
    assert (field.get("autocomplete"), field.get("inputmode"), field.get("maxlength")) == (
        "one-time-code",
        "numeric",
        None,
    )


def test_after_sign_in_one_goes_where_one_wanted(client: Client):
    member = make_staff("administrator")
    assert client.get_page("/staff/team/invite").url == "/staff/sign-in"
    assert sign_in(client, member) == "/staff/team/invite"


def test_staff_who_asked_for_a_page_of_residents_come_to_their_own(client: Client):
    client.get("/card")
    assert sign_in(client, make_staff()) == "/staff"


@pytest.mark.parametrize("wanted", ["https://evil.example/staff", "//evil.example/staff", "/\t/evil.example", "/card"])
def test_after_sign_in_one_is_sent_nowhere_else(client: Client, wanted: str):
    with client.session_transaction() as kept:
        kept["staff_return_to"] = wanted
    assert sign_in(client, make_staff()) == "/staff"


# What is refused


@pytest.mark.parametrize("email", ["sam@example.com", "nobody@example.com"])
def test_unknown_and_wrong_read_the_same(client: Client, email: str):
    make_staff(email="sam@example.com")
    page = give_password(client, email, "not the password", status=422)
    assert page.errors == {"password": WRONG}
    assert page.by_id("email").get("value") == email
    assert "not the password" not in page.html


def test_unknown_and_wrong_take_as_long():
    make_staff(email="sam@example.com")

    def seconds(email: str) -> float:
        begun = time.process_time()
        with pytest.raises(Refused):
            staff_sign_in.check_password(email, "not the password", "192.0.2.1")
        return time.process_time() - begun

    seconds("nobody@example.com")
    unknown = min(seconds("nobody@example.com") for _ in range(7))
    wrong = min(seconds("sam@example.com") for _ in range(7))
    assert 0.5 < unknown / wrong < 2


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({}, "password"),
        ({"set_up_at": None, "password_hash": None, "totp_secret": None}, "not_set_up"),
    ],
)
def test_a_refusal_leaves_a_line_with_its_reason(client: Client, columns: dict, reason: str):
    member = make_staff(**columns)
    give_password(client, member.email, "not the password", status=422)
    assert lines("account.refused") == [("anonymous", f"staff:{member.account_id}", f'{{"reason": "{reason}"}}')]


def test_a_refusal_of_somebody_unknown_says_nothing_of_what_was_typed(client: Client):
    give_password(client, "nobody@example.com", "not the password", status=422)
    assert lines("account.refused") == [("anonymous", "realm:staff", '{"reason": "unknown"}')]


def test_a_wrong_code_is_refused(client: Client):
    member = make_staff()
    page = give_password(client, member.email)
    refused = client.post_form(page, {"code": code(steps=5)}, status=422)
    assert refused.errors == {"code": "That is not the code of your app. Wait for the next code and try again"}
    assert lines("account.refused") == [("anonymous", f"staff:{member.account_id}", '{"reason": "code"}')]
    assert not Session.select().where(Session.account.is_null(False)).exists()


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "²²²²²²", "１２３４５６７８"])
def test_what_is_no_code_is_refused_kindly(client: Client, typed: str):
    client.post_form(give_password(client, make_staff().email), {"code": typed}, status=422)


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(client: Client, steps: int, taken: bool):
    page = give_password(client, make_staff().email)
    if taken:
        assert arrives(client, page, code(steps=steps)) == "/staff"
    else:
        client.post_form(page, {"code": code(steps=steps)}, status=422)


def test_a_code_works_once(client: Client, app):
    member = make_staff()
    sign_in(client, member)
    other = app.test_client()
    page = give_password(other, member.email)
    refused = other.post_form(page, {"code": code()}, status=422)
    assert refused.errors == {"code": "This code was used already. Wait for the next code and try again"}
    assert lines("account.refused")[0][2] == '{"reason": "code_used"}'


def test_an_older_code_does_not_work_after_a_newer_one(client: Client, app):
    member = make_staff()
    arrives(client, give_password(client, member.email), code(steps=1))
    other = app.test_client()
    other.post_form(give_password(other, member.email), {"code": code()}, status=422)


def test_the_next_code_works(client: Client, app, clock):
    member = make_staff()
    sign_in(client, member)
    clock.move(seconds=30)
    assert sign_in(app.test_client(), member) == "/staff"


def test_the_code_page_is_closed_without_a_password(client: Client):
    assert client.get_page("/staff/sign-in/code").url == "/staff/sign-in"


def test_the_code_page_closes_after_ten_minutes(client: Client, clock):
    page = give_password(client, make_staff().email)
    clock.move(minutes=11)
    assert client.get_page(page.url).url == "/staff/sign-in"


def test_who_leaves_between_password_and_code_stays_outside(client: Client):
    member = make_staff()
    page = give_password(client, member.email)
    StaffMember.update(set_up_at=None, password_hash=None, totp_secret=None).execute()
    client.post_form(page, {"code": code()}, status=422)


@pytest.mark.parametrize("data", [{"email": "", "password": PASSWORD}, {"email": "sam@example.com", "password": ""}])
def test_what_is_missing_is_asked_for(client: Client, data: dict):
    assert client.post_form("/staff/sign-in", data, status=422).errors


@pytest.mark.parametrize("bad", ["x" * 129, "nul\0nul", "\ud800"])
def test_no_password_breaks_the_page(client: Client, bad: str):
    page = client.get_page("/staff/sign-in")
    token = next(e.get("value") for e in page.all("input") if e.get("name") == "csrf_token")
    body = {"csrf_token": token, "email": make_staff().email, "password": bad.encode("utf-8", "surrogatepass")}
    assert client.post("/staff/sign-in", data=body).status_code in {400, 422}


def test_a_resident_is_not_staff(client: Client):
    client.sign_in(make_account().id)
    client.get_page("/staff/team", status=403)


def test_staff_are_not_residents(client: Client):
    client.sign_in(make_staff().account_id)
    client.get_page("/card", status=403)


def test_staff_are_offered_to_sign_in_as_the_resident_they_are_too(client: Client):
    client.sign_in(make_staff().account_id)
    assert client.get("/auth/sign-in").status_code == 200


# The session


def test_the_session_has_a_new_id_after_the_password_and_after_the_code(client: Client):
    name = client.application.session_interface.get_cookie_name(client.application)
    ids = []
    page = client.get_page("/staff/sign-in")
    ids.append(client.get_cookie(name).value)
    page = give_password(client, make_staff().email)
    ids.append(client.get_cookie(name).value)
    arrives(client, page, code())
    ids.append(client.get_cookie(name).value)
    assert len(set(ids)) == 3
    assert Session.select().count() == 1


def test_a_right_that_is_withdrawn_ends_with_the_next_page(client: Client):
    member = make_staff("administrator", "adviser")
    client.sign_in(member.account_id)
    client.get_page("/staff/team")
    StaffRole.delete().where(StaffRole.account == member.account_id, StaffRole.role == "administrator").execute()
    client.get_page("/staff/team", status=403)


def test_who_works_here_no_more_is_out_with_the_next_page(client: Client):
    member = make_staff("administrator")
    client.sign_in(member.account_id)
    StaffMember.update(set_up_at=None, password_hash=None, totp_secret=None).execute()
    assert client.get_page("/staff/team").url == "/staff/sign-in"


def test_signing_out_ends_the_session(client: Client):
    member = make_staff()
    client.sign_in(member.account_id)
    assert f"You are signed in as {member.name}." in client.get_page("/staff/sign-out").main
    assert client.post_form("/staff/sign-out").h1 == "You are signed out"
    assert not Session.select().where(Session.account.is_null(False)).exists()
    name = f"staff:{member.account_id}"
    assert lines("account.signed_out") == [(name, name, '{"realm": "staff"}')]


def test_a_stranger_who_signs_out_is_told_so(client: Client):
    assert client.get_page("/staff/sign-out").h1 == "You are signed out"


def test_another_site_cannot_sign_staff_out(client: Client):
    client.sign_in(make_staff("administrator").account_id)
    assert client.post("/staff/sign-out").status_code == 400
    client.get_page("/staff/team")


def test_a_page_of_a_resident_asks_nothing_about_staff(client: Client, caplog):
    client.sign_in(make_account().id)
    with caplog.at_level(logging.DEBUG, "peewee"):
        client.get_page("/account")
    assert "session" in caplog.text
    assert "staff_" not in caplog.text
