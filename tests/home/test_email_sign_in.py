"""Signing in with an email address and a code: who gets in, who does not, and that nobody learns who has an account."""

import json
import re

import pytest

from tests.factories import make_account, make_resident, make_staff
from tests.page import Page
from westminster.accounts import email_login, service
from westminster.accounts.models import Account, EmailLogin, Session
from westminster.accounts.tries import count
from westminster.audit.models import AuditEntry
from westminster.core.clock import now
from westminster.core.db import database
from westminster.core.errors import TooMany
from westminster.core.models import Outbox
from westminster.home import email_sign_in
from westminster.messages.models import Message, SecurityCode
from westminster.messages.service import sweep_codes, text_of

EMAIL = "amina@example.com"


def ask(client, email=EMAIL, where="/auth/email", **more) -> Page:
    return client.post_form(where, {"email": email, **more})


def code() -> str:
    return re.search(r"\d{6}", text_of(Message.select().order_by(Message.id.desc()).get())).group()


def enter(client, email=EMAIL, where="/auth/email", **more) -> Page:
    return client.post_form(ask(client, email, where, **more), {"code": code()})


def is_signed_in(client) -> bool:
    return client.get("/auth/sign-out").status_code == 200


def reasons() -> list[str]:
    lines = AuditEntry.select().where(AuditEntry.act == "account.refused").order_by(AuditEntry.id)
    return [json.loads(line.detail)["reason"] for line in lines]


# Who gets in


def test_the_first_right_code_makes_the_account_and_signs_in(client):
    enter(client)
    account = Account.get()
    assert (account.realm, account.issuer, account.email) == ("resident", "local", EMAIL)
    assert (EmailLogin.get().email, EmailLogin.get().account_id) == (EMAIL, account.id)
    assert (Session.get().account_id, Session.get().way_id) == (account.id, None)


def test_before_it_there_is_none(client):
    ask(client)
    assert Account.select().count() == 0


def test_the_next_time_it_is_the_same_account(client, app):
    for browser in (client, app.test_client()):
        enter(browser)
    assert Account.select().count() == 1


@pytest.mark.parametrize("typed", ["AMINA@Example.COM", "  amina@example.com "])
def test_an_address_is_the_same_however_it_is_typed(client, app, typed):
    enter(client)
    enter(app.test_client(), typed)
    assert [login.email for login in EmailLogin.select()] == [EMAIL]


def test_a_domain_of_another_script_is_kept_in_ascii(client):
    enter(client, "amina@bücher.example")
    assert EmailLogin.get().email == "amina@xn--bcher-kva.example"


@pytest.mark.parametrize("shape", ["{} ", "{:.3} {}", "{:.3}-{}", "{:.2} {} "])
def test_a_code_may_be_pasted_with_spaces_and_dashes(client, shape):
    page, digits = ask(client), code()
    cut = 2 if ".2" in shape else 3
    typed = shape.format(digits) if shape == "{} " else shape.format(digits, digits[cut:])
    client.post_form(page, {"code": typed})
    assert is_signed_in(client)


def test_the_field_lets_a_phone_fill_in_the_code(client):
    (field,) = [one for one in ask(client).all("input") if one.get("name") == "code"]
    assert (field.get("autocomplete"), field.get("inputmode")) == ("one-time-code", "numeric")


def test_signing_in_leaves_a_line_without_address_or_code(client):
    enter(client)
    line = AuditEntry.get(AuditEntry.act == "account.signed_in")
    assert line.actor == line.subject == f"account:{Account.get().id}"
    assert line.detail == '{"realm": "resident"}'
    assert not [one for one in AuditEntry.select() if EMAIL in one.detail or "@" in one.subject]


def test_the_session_gets_a_new_id_and_nothing_of_the_old_one(client):
    page = ask(client)
    before = client.get_cookie("session").value
    client.post_form(page, {"code": code()})
    assert client.get_cookie("session").value != before
    assert Session.select().count() == 1
    with client.session_transaction() as kept:
        assert "email_sign_in" not in kept


def test_on_a_shared_computer_the_session_is_short(client):
    enter(client, shared_computer="y")
    assert Session.get().shared_computer is True


# An address proves nothing about any other account


@pytest.mark.parametrize("make", [make_account, make_staff, make_resident])
def test_an_address_never_finds_an_account_of_another_kind(client, make):
    make(email=EMAIL)
    before = {account.id for account in Account.select()}
    enter(client)
    assert Session.get().account_id not in before


def test_a_provider_with_the_same_address_makes_another_account(client):
    enter(client)
    mine = Account.get()
    claims = {"email": EMAIL, "email_verified": True}
    assert service.sign_in("resident", "https://id.example", mine.subject, claims).account_id != mine.id


# Nobody learns who has an account


def shown(client, email: str) -> tuple[int, str]:
    page = ask(client, email)
    return page.status, re.sub(r'nonce="[^"]*"|value="[^"]*"', "", page.html.replace(email, "…"))


def test_every_address_is_answered_alike(app):
    email_login.sign_in("local@example.com")
    gone = email_login.account_of("disabled@example.com")
    Account.update(disabled_at=now()).where(Account.id == gone.id).execute()
    make_account(email="provider@example.com")
    make_resident(email="resident@example.com")
    make_staff(email="staff@example.com")
    kinds = ("local", "disabled", "provider", "resident", "staff", "nobody")
    seen = {shown(app.test_client(), f"{kind}@example.com") for kind in kinds}
    assert len(seen) == 1
    assert sorted(message.address for message in Message.select()) == sorted(f"{kind}@example.com" for kind in kinds)


def test_no_account_is_looked_for_before_the_code_was_right(caplog):
    with caplog.at_level("DEBUG", logger="peewee"):
        email_sign_in.ask(EMAIL, "192.0.2.1")
    asked = [str(line.msg) for line in caplog.records]
    assert len(asked) > 5
    assert not [sql for sql in asked if '"account"' in sql or "email_login" in sql or "resident" in sql]


def test_a_disabled_account_is_told_only_with_the_right_code(client):
    gone = email_login.account_of(EMAIL)
    Account.update(disabled_at=now()).where(Account.id == gone.id).execute()
    page = client.post_form(ask(client), {"code": code()}, status=403)
    assert page.h1 == "You cannot sign in with this account"
    assert page.link("Try again") == "/auth/sign-in"
    assert not is_signed_in(client)
    assert reasons() == ["disabled"]


# What the code is


def test_the_message_says_what_it_is_for_and_has_no_link(client):
    ask(client)
    message = Message.get()
    assert (message.channel, message.address, message.secret, message.about) == ("email", EMAIL, True, "nobody")
    for words in ("to sign in to MyWestminster", "10 minutes", "We never ask you for it"):
        assert words in text_of(message)
    assert "http" not in text_of(message)
    assert "/" not in text_of(message)
    assert Outbox.select().count() == 1


def test_only_a_keyed_hash_of_it_is_kept(client):
    ask(client)
    kept = SecurityCode.get()
    assert code() not in kept.digest
    assert code() not in kept.key
    assert EMAIL not in kept.key


def test_it_works_for_ten_minutes(client, clock):
    page, digits = ask(client), code()
    clock.move(minutes=10)
    assert "run out" in client.post_form(page, {"code": digits}, status=422).errors["code"]
    page, digits = ask(client), code()
    clock.move(minutes=9, seconds=59)
    client.post_form(page, {"code": digits})
    assert is_signed_in(client)


def test_it_works_once(client, app):
    page, digits = ask(client), code()
    with client.session_transaction() as kept:
        visit = kept["email_sign_in"]
    client.post_form(page, {"code": digits})
    again = app.test_client()
    again.sign_in(None, email_sign_in=visit)
    assert "run out" in again.post_form("/auth/email/code", {"code": digits}, status=422).errors["code"]
    assert reasons() == ["email_code_spent"]


def test_it_works_in_the_browser_that_asked_only(client, app):
    ask(client)
    digits, other = code(), app.test_client()
    page = ask(other)
    assert "not the code" in other.post_form(page, {"code": digits}, status=422).errors["code"]
    assert other.get("/auth/email/code").status_code == 200
    assert app.test_client().get("/auth/email/code").location == "/auth/email"


def test_there_are_five_tries(client):
    page, digits = ask(client), code()
    wrong = "000000" if digits != "000000" else "000001"
    for _ in range(5):
        assert "not the code" in client.post_form(page, {"code": wrong}, status=422).errors["code"]
    assert "run out" in client.post_form(page, {"code": digits}, status=422).errors["code"]
    assert reasons() == ["email_code"] * 5 + ["email_code_spent"]


def test_another_code_takes_the_place_of_the_first(client):
    page, first = ask(client), code()
    client.post_form(client.get_page(page.link("Send another code")))
    if first != code():
        assert "not the code" in client.post_form(page, {"code": first}, status=422).errors["code"]
    client.post_form(page, {"code": code()})
    assert is_signed_in(client)


def test_a_slip_in_the_address_can_be_put_right(client):
    page = client.get_page(ask(client, "anima@example.com").link("another email address"))
    (field,) = [one for one in page.all("input") if one.get("name") == "email"]
    assert field.get("value") == "anima@example.com"
    client.post_form(page, {"email": EMAIL})
    client.post_form("/auth/email/code", {"code": code()})
    assert EmailLogin.get().email == EMAIL


@pytest.mark.parametrize(
    "typed", ["amina", "amina@", "@example.com", "a@b c.example", "amina@example.com, b@example.com"]
)
def test_what_is_no_address_is_refused(client, typed):
    page = client.post_form("/auth/email", {"email": typed}, status=422)
    assert page.errors == {"email": "Enter an email address, like name@example.com"}
    assert Message.select().count() == 0


def test_addresses_that_codes_went_to_are_not_kept(client, clock):
    ask(client)
    clock.move(hours=23)
    sweep_codes()
    assert Message.select().count() == 1
    clock.move(hours=1)
    sweep_codes()
    assert Message.select().count() == 0


# Too many


def fill(app, times: int, *, emails=None, addresses=None) -> str:
    """Ask many times; the last answer's error, or nothing."""
    for number in range(times):
        email = emails(number) if emails else EMAIL
        address = addresses(number) if addresses else "192.0.2.1"
        browser = app.test_client()
        browser.environ_base["REMOTE_ADDR"] = address
        page = browser.get_page("/auth/email")
        csrf = next(one.get("value") for one in page.all("input") if one.get("name") == "csrf_token")
        answer = browser.post("/auth/email", data={"email": email, "csrf_token": csrf})
    return "too many tries" if "too many tries" in answer.text else ""


def test_one_network_can_ask_for_one_address_five_times_in_ten_minutes(app, clock):
    assert fill(app, 5) == ""
    assert fill(app, 1) == "too many tries"
    assert fill(app, 1, addresses=lambda _: "198.51.100.7") == "", "whoever is elsewhere is not shut out"
    clock.move(minutes=10)
    assert fill(app, 1) == ""


def test_one_address_gets_ten_codes_in_half_an_hour(app, clock):
    assert fill(app, 10, addresses=lambda n: f"198.51.100.{n}") == ""
    assert fill(app, 1, addresses=lambda _: "203.0.113.9") == "too many tries"
    clock.move(minutes=30)
    assert fill(app, 1, addresses=lambda _: "203.0.113.9") == ""


def test_the_limit_is_the_same_whether_there_is_an_account(app):
    email_login.sign_in(EMAIL)
    assert fill(app, 5) == ""
    assert fill(app, 1) == "too many tries"


def test_limits_hold_for_a_network_and_for_all():
    def asks(many, email, address):
        for number in range(many):
            count(*email_sign_in.layers(email(number), address(number)), subject="realm:resident")

    asks(100, lambda n: f"a{n}@example.com", lambda _: "192.0.2.1")
    with pytest.raises(TooMany):
        asks(1, lambda _: "b@example.com", lambda _: "192.0.2.1")
    asks(900, lambda n: f"c{n}@example.com", lambda n: f"10.0.{n // 250}.{n % 250}")
    with pytest.raises(TooMany):
        asks(1, lambda _: "d@example.com", lambda _: "10.9.9.9")


def test_a_right_code_begins_the_count_anew(client, app):
    assert fill(app, 4) == ""
    client.environ_base["REMOTE_ADDR"] = "192.0.2.1"
    enter(client)
    assert fill(app, 5) == ""


def test_limits_hold_no_address(app):
    fill(app, 1)
    keys = [key for (key,) in database.execute_sql("SELECT key FROM rate_limit").fetchall()]
    assert len(keys) >= 4
    assert not [key for key in keys if "amina" in key or "192.0.2" in key]


# Where it leads


def test_a_deep_link_is_kept_for_each_tab(client):
    first, second = client.get_page("/messages"), client.get_page("/account")
    left = ask(client, where=first.link("Use your email address"))
    on = ask(client, where=second.link("Use your email address"))
    digits = code()
    assert client.post_form(on, {"code": digits}).url == "/account"
    assert client.get(left.url).location == "/messages"


def test_the_other_tab_goes_on_too_when_it_sends_its_own_code(client):
    left = ask(client, where=client.get_page("/messages").link("Use your email address"))
    enter(client, where=client.get_page("/account").link("Use your email address"))
    assert client.post_form(left, {"code": "000000"}).url == "/messages"


@pytest.mark.parametrize("path", ["/auth/email", "/auth/email/code", "/auth/email/again"])
def test_back_after_signing_in_leads_on(client, path):
    enter(client)
    assert client.get(path).location == "/card"


def test_without_a_provider_it_is_the_way(client):
    page = client.get_page("/auth/sign-in")
    assert page.h1 == "Sign in"
    assert page.link("Use your email address") == "/auth/email"
    assert "Continue to sign in" not in page.text


def test_without_a_way_to_send_codes_it_is_not_offered(client, configure):
    configure(notify_api_key=None)
    assert "email address" not in client.get_page("/auth/sign-in").text
    assert client.get("/auth/email").location == "/auth/sign-in"
    assert client.get("/auth/email/code").location == "/auth/sign-in"
