"""Without the phone: ten codes, each good once, and a new app."""

import pytest

from tests.accounts.staff import arrives, code, give_password, lines
from tests.accounts.test_staff_set_up import choose, link, secret_of
from tests.browsing import Client
from tests.factories import make_staff
from tests.page import Page, text_of
from westminster.accounts import staff_recovery, staff_team, work_accounts
from westminster.accounts.models import Session, StaffMember, StaffRecoveryCode
from westminster.core import worker
from westminster.messages.models import Message

INDEX, CODES, NEW_APP = "/staff/account/recovery-codes", "/staff/account/recovery-codes/new", "/staff/account/new-app"
WRONG = "That is not one of your recovery codes, or it was used already. Try another"


@pytest.fixture
def sam() -> StaffMember:
    return make_staff(email="sam@example.com")


@pytest.fixture
def codes(sam: StaffMember) -> list[str]:
    return staff_recovery.make(sam.account_id)


def shown(page: Page) -> list[str]:
    return [text_of(item) for item in page.all("li") if len(text_of(item)) == len("7K3F-9Q2D-4MXA")]


def ask(client: Client, email: str = "sam@example.com") -> Page:
    """The password is right and there is no phone at hand."""
    page = give_password(client, email)
    return client.get_page(page.link("Use a recovery code"))


def recover(client: Client, typed: str) -> Page:
    return client.post_form(ask(client), {"code": typed})


# At set-up


def test_set_up_shows_ten_codes_until_they_are_kept(client: Client):
    page = choose(client, link())
    assert arrives(client, page, code(secret_of(page))) == CODES
    made = shown(client.get_page(CODES))
    assert len(set(made)) == 10
    assert shown(client.get_page(CODES)) == made, "loaded again"
    client.get_page("/staff")
    assert shown(client.get_page(CODES)) == made, "come back"
    refused = client.post_form(CODES, {}, status=422)
    assert refused.errors == {"kept": "Tick the box when you have kept the codes"}
    assert shown(refused) == made
    assert client.post_form(CODES, {"kept": "y"}).url == "/staff"
    assert client.get_page(CODES).url == INDEX


def test_the_form_of_the_app_sent_again_makes_no_second_codes(client: Client):
    page = choose(client, link())
    arrives(client, page, code(secret_of(page)))
    made = shown(client.get_page(CODES))
    client.post_form(page, {"code": code(secret_of(page))}, status=404)
    assert shown(client.get_page(CODES)) == made


def test_the_shown_codes_work(client: Client, app):
    page = choose(client, link("sam@example.com"))
    arrives(client, page, code(secret_of(page)))
    made = shown(client.get_page(CODES))
    other = app.test_client()
    page = other.post_form(
        other.get_page(
            give_password(other, "sam@example.com", "kettle marble fjord onion").link("Use a recovery code")
        ),
        {"code": made[9]},
    )
    assert page.url == INDEX


def test_a_new_link_ends_the_codes_of_before(client: Client, sam: StaffMember, codes: list[str]):
    token = staff_team.new_link(sam.account_id, actor="system")
    page = choose(client, f"/staff/set-up/{token}")
    arrives(client, page, code(secret_of(page)))
    assert not staff_recovery.take(sam.account_id, codes[0])
    assert staff_recovery.left(sam.account_id) == 10


def test_who_leaves_has_no_codes(sam: StaffMember, codes: list[str]):
    staff_team.leave(sam.account_id, actor="system")
    assert StaffRecoveryCode.select().count() == 0


def test_who_signs_in_with_a_work_account_has_no_use_for_them(client: Client):
    hana = make_staff(password_hash=None, totp_secret=None, set_up_at=None)
    work_accounts.keep(hana.account_id, "https://work.example", "hana")
    client.sign_in(hana.account_id)
    assert "recovery" not in client.get_page("/staff/account").main
    client.get_page(INDEX, status=404)


# In place of the app's code


def test_a_code_signs_in_once(client: Client, app, sam: StaffMember, codes: list[str]):
    page = recover(client, codes[3])
    assert page.url == INDEX
    assert "You have 9 codes left." in page.main
    assert "You have 9 recovery codes left." in client.get_page("/staff/account").main
    name = f"staff:{sam.account_id}"
    assert lines("staff.recovery_code_used") == [(name, name, "{}")]
    assert len(lines("account.signed_in")) == 1
    other = app.test_client()
    assert other.post_form(ask(other), {"code": codes[3]}, status=422).errors == {"code": WRONG}
    assert lines("account.refused")[-1][2] == '{"reason": "recovery_code"}'


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.lower(),
        lambda code: code.replace("-", ""),
        " ".join,
        lambda code: f" {code.replace('-', ' – ')} ",
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: "".join(chr(ord(c) + 0xFEE0) for c in code),
    ],
)
def test_a_code_is_typed_in_any_case_and_grouping(sam: StaffMember, codes: list[str], typed):
    assert staff_recovery.take(sam.account_id, typed(codes[0]))


def test_the_code_of_a_colleague_is_none_of_theirs(client: Client, sam: StaffMember):
    theirs = staff_recovery.make(make_staff().account_id)
    client.post_form(ask(client), {"code": theirs[0]}, status=422)
    assert StaffRecoveryCode.select().count() == 10


@pytest.mark.parametrize("typed", ["", "   ", "x" * 61, "000000", "🐘", "7K3F-9Q2D-4MXA"])
def test_what_is_no_code_is_refused(client: Client, codes: list[str], typed: str):
    client.post_form(ask(client), {"code": typed}, status=422)


def test_without_the_password_there_is_no_place_for_a_code(client: Client, codes: list[str]):
    assert client.get_page("/staff/sign-in/recovery-code").url == "/staff/sign-in"


def test_guesses_are_counted_with_those_of_the_app(client: Client, codes: list[str], clock):
    page = ask(client)
    for _ in range(3):
        client.post_form(page, {"code": "7K3F-9Q2D-4MXA"}, status=422)
    for _ in range(2):
        client.post_form("/staff/sign-in/code", {"code": "000000"}, status=422)
    refused = client.post_form(page, {"code": codes[0]}, status=422)
    assert "There were too many tries. Wait 5 minutes and try again" in refused.main
    clock.move(minutes=5)
    assert client.post_form(page, {"code": codes[0]}).url == INDEX


def test_no_code_is_in_the_database(sam: StaffMember, codes: list[str]):
    kept = str(list(StaffRecoveryCode.select().dicts()))
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]


def test_a_copy_of_the_database_opens_nothing_elsewhere(sam: StaffMember, codes: list[str], configure):
    """Whoever has the table and not SECRET_KEY cannot try codes against it."""
    configure(secret_key="another key")
    assert not staff_recovery.take(sam.account_id, codes[0])


def test_the_member_hears_of_it(client: Client, codes: list[str]):
    worker.drain()
    recover(client, codes[0])
    worker.drain()
    first, second = Message.select().order_by(Message.id)
    assert "You have ten new recovery codes" in first.body
    assert "One of your recovery codes was used" in second.body
    assert second.address == "sam@example.com"


# New ones


def test_new_codes_end_the_old(client: Client, sam: StaffMember, codes: list[str]):
    client.sign_in(sam.account_id)
    page = client.post_form(INDEX)
    made = shown(page)
    assert (page.url, len(made)) == (CODES, 10)
    assert client.post_form(page, {"kept": "y"}).url == "/staff/account"
    assert not staff_recovery.take(sam.account_id, codes[0])
    assert staff_recovery.take(sam.account_id, made[0])


def test_new_codes_need_who_it_is_again_after_a_while(client: Client, sam: StaffMember, codes: list[str], clock):
    client.sign_in(sam.account_id)
    clock.move(minutes=11)
    asked = client.post_form(INDEX)
    assert asked.url == "/staff/account/again"
    back = client.post_form(asked, {"code": codes[0]})
    assert (back.url, staff_recovery.left(sam.account_id)) == (INDEX, 9)
    assert len(shown(client.post_form(back))) == 10


def test_the_button_pressed_twice_makes_codes_once(client: Client, sam: StaffMember):
    client.sign_in(sam.account_id)
    page = client.get_page(INDEX)
    made = shown(client.post_form(page))
    assert shown(client.post_form(page)) == made
    assert staff_recovery.take(sam.account_id, made[0])


def test_codes_that_are_not_kept_yet_can_be_found_again(client: Client, sam: StaffMember):
    client.sign_in(sam.account_id)
    made = shown(client.post_form(INDEX))
    assert shown(client.get_page(client.get_page(INDEX).link("Look at your new codes"))) == made


# A new app


def test_who_lost_the_phone_sets_up_another(client: Client, app, sam: StaffMember, codes: list[str], clock):
    elsewhere = app.test_client()
    elsewhere.sign_in(sam.account_id)
    page = client.get_page(recover(client, codes[0]).link("Set up a new phone"))
    secret, cookie = secret_of(page), client.get_cookie("session").value
    assert secret_of(client.get_page(NEW_APP)) == secret, "loaded again"
    refused = client.post_form(page, {"code": "000000"}, status=422)
    assert secret_of(refused) == secret
    done = client.post_form(page, {"code": code(secret)})
    assert "Your new app works" in done.main
    assert done.link("Go on") == "/staff"
    assert client.get_cookie("session").value != cookie
    assert elsewhere.get("/staff").location == "/staff/sign-in"
    assert Session.select().where(Session.account == sam.account_id).count() == 1
    name = f"staff:{sam.account_id}"
    assert lines("staff.app_changed") == [(name, name, "{}")]
    clock.move(minutes=1)
    other = app.test_client()
    page = give_password(other, "sam@example.com")
    other.post_form(page, {"code": code()}, status=422)
    assert arrives(other, page, code(secret)) == "/staff"


def test_a_new_app_is_for_who_came_with_a_code_a_moment_ago(client: Client, sam: StaffMember, codes: list[str], clock):
    recover(client, codes[0])
    clock.move(minutes=11)
    assert client.get_page(NEW_APP).url == INDEX
    client.sign_in(sam.account_id)
    assert client.get_page(NEW_APP).url == INDEX


def test_who_wanted_a_page_gets_there_after_all(client: Client, sam: StaffMember, codes: list[str]):
    client.get("/staff/people")
    assert recover(client, codes[0]).link("Go on without") == "/staff/people"


def test_neither_code_nor_secret_is_in_the_trail(client: Client, codes: list[str]):
    page = client.get_page(recover(client, codes[0]).link("Set up a new phone"))
    client.post_form(page, {"code": code(secret_of(page))})
    told = str([lines(act) for act in ("staff.recovery_code_used", "staff.app_changed", "staff.recovery_codes_made")])
    assert codes[0] not in told
    assert secret_of(page) not in told
