"""A link lets one person choose a password and add us to an app, once."""

import base64
import re
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import zxingcpp
from PIL import Image

from tests.accounts.staff import arrives, code, give_password, lines, sign_in
from tests.browsing import Client
from tests.factories import PASSWORD, make_staff
from tests.page import Page
from westminster.accounts import staff, staff_team
from westminster.accounts.models import Session, StaffMember
from westminster.core import worker
from westminster.messages.models import Message

NEW = "kettle marble fjord onion"


def link(email: str = "hana.clarke@example.com") -> str:
    _, token = staff_team.invite(email, "Hana Clarke", ["adviser"], actor="system")
    return urlsplit(staff_team.link_address(token)).path


def secret_of(page: Page) -> str:
    """The key that the page tells for typing."""
    return re.search(r"Key: ((?:[A-Z2-7]{4} ?){8})", page.text)[1].replace(" ", "")


def choose(client: Client, url: str, password: str = NEW) -> Page:
    return client.post_form(url, {"password": password})


def set_up(client: Client, url: str) -> str:
    """All the way; the secret of the app."""
    page = choose(client, url)
    secret = secret_of(page)
    assert arrives(client, page, code(secret)) == "/staff/account/recovery-codes/new"
    return secret


def test_a_link_leads_to_a_password_an_app_and_in(client: Client):
    set_up(client, link())
    member = staff.named("hana.clarke@example.com")
    assert Session.get(Session.account.is_null(False)).account_id == member.account_id
    name = f"staff:{member.account_id}"
    assert lines("staff.set_up") == [(name, name, "{}")]
    assert len(lines("account.signed_in")) == 1


def test_the_next_time_the_chosen_password_and_the_app_let_one_in(client: Client, app, clock):
    secret = set_up(client, link())
    clock.move(minutes=1)
    other = app.test_client()
    page = give_password(other, "hana.clarke@example.com", NEW)
    assert arrives(other, page, code(secret)) == "/staff"


def test_the_first_code_cannot_be_used_again_to_sign_in(client: Client, app):
    secret = set_up(client, link())
    other = app.test_client()
    other.post_form(give_password(other, "hana.clarke@example.com", NEW), {"code": code(secret)}, status=422)


def test_a_password_may_be_typed_on_any_keyboard(client: Client, app, clock):
    page = choose(client, link(), "ﬁne cafe\u0301 marble onion")
    secret = secret_of(page)
    arrives(client, page, code(secret))
    clock.move(minutes=1)
    other = app.test_client()
    assert give_password(other, "hana.clarke@example.com", "fine café marble onion").url == "/staff/sign-in/code"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "Enter a password"),
        ("too short", "Password must be 12 characters or more"),
        ("x" * 129, "Password must be 128 characters or fewer"),
        ("password1234", "This password is easy to guess. Try four words that have nothing to do with each other"),
        ("HanaClarke1989", "This password is easy to guess. Try four words that have nothing to do with each other"),
    ],
)
def test_a_password_that_is_not_good_enough_is_refused(client: Client, password: str, said: str):
    assert client.post_form(link(), {"password": password}, status=422).errors == {"password": said}


def test_the_picture_says_what_the_key_says(client: Client):
    """Read by a reader that is not ours."""
    page = choose(client, link())
    picture = unquote(page.all("img")[0].get("src")).replace("'", '"')
    read = zxingcpp.read_barcodes(_drawn(picture))[0].text
    assert read.startswith("otpauth://totp/MyWestminster:hana.clarke@example.com?")
    assert f"secret={secret_of(page)}" in read
    assert "issuer=MyWestminster" in read


def test_a_member_hears_of_a_link_for_them_and_of_its_use(client: Client):
    """So that nobody signs in as them by a link that they know nothing of."""
    sam = make_staff(email="sam@example.com")
    token = staff_team.new_link(sam.account_id, actor="system")
    worker.drain()
    set_up(client, urlsplit(staff_team.link_address(token)).path)
    worker.drain()
    made, used, codes = Message.select().order_by(Message.id)
    assert {made.address, used.address, codes.address} == {"sam@example.com"}
    assert "An administrator made a link for you" in made.body
    assert "chosen with a link just now" in used.body


def test_a_button_pressed_twice_is_told_once_and_a_later_link_again(clock: Any):
    sam = make_staff(email="sam@example.com")
    for minutes in (0, 0, 2):
        clock.move(minutes=minutes)
        staff_team.new_link(sam.account_id, actor="system")
        worker.drain()
    assert Message.select().count() == 2


def test_who_is_invited_is_not_told_of_a_link_by_us(client: Client):
    link()
    worker.drain()
    assert not Message.select().exists()


def test_the_key_stays_the_same_when_the_page_is_loaded_again(client: Client):
    page = choose(client, link())
    assert secret_of(client.get_page(page.url)) == secret_of(page)


def test_a_wrong_code_does_not_finish(client: Client):
    page = choose(client, link())
    refused = client.post_form(page, {"code": "000000"}, status=422)
    assert "That is not the code of the app" in refused.errors["code"]
    assert secret_of(refused) == secret_of(page)
    assert staff.named("hana.clarke@example.com").set_up_at is None


# The link


def test_looking_at_a_link_does_not_use_it_up(client: Client, app):
    url = link()
    for _ in range(3):
        app.test_client().get_page(url)
    set_up(client, url)


def test_a_link_works_once(client: Client, app):
    url = link()
    set_up(client, url)
    assert app.test_client().get_page(url, status=404).h1 == "This link does not work"


def test_of_two_browsers_with_one_link_the_first_to_finish_has_it(client: Client, app):
    url, other = link(), app.test_client()
    mine, theirs = choose(client, url), choose(other, url, "walnut ladder comet soup")
    arrives(client, mine, code(secret_of(mine)))
    assert other.post_form(theirs, {"code": code(secret_of(theirs))}, status=404).h1 == "This link does not work"
    assert other.get("/staff/team").status_code == 303


@pytest.mark.parametrize("hours", [24, 25])
def test_a_link_ends_after_a_day(client: Client, clock, hours: int):
    url = link()
    clock.move(hours=hours)
    assert client.get_page(url, status=404).h1 == "This link does not work"


def test_a_link_that_ends_before_the_code_does_not_finish(client: Client, clock):
    url = link()
    clock.move(hours=23)
    page = choose(client, url)
    clock.move(minutes=61)
    refused = client.post_form(page, {"code": code(secret_of(page))}, status=404)
    assert refused.h1 == "This link does not work"


def test_a_newer_link_ends_the_older(client: Client):
    url = link()
    staff_team.new_link(staff.named("hana.clarke@example.com").account_id, actor="system")
    client.get_page(url, status=404)


@pytest.mark.parametrize("token", ["x", "a" * 43, "%F0%9F%90%98", "..%2f..%2f"])
def test_a_made_up_link_does_not_work(client: Client, token: str):
    assert client.get(f"/staff/set-up/{token}").status_code == 404


def test_the_second_page_is_nothing_without_the_first(client: Client):
    client.get_page("/staff/set-up", status=404)


def test_the_link_is_not_in_the_database(client: Client):
    _, token = staff_team.invite("hana.clarke@example.com", "Hana Clarke", ["adviser"], actor="system")
    assert token not in str(list(StaffMember.select().dicts()))


def test_neither_password_nor_secret_is_in_the_database(client: Client):
    secret = set_up(client, link())
    kept = str(list(StaffMember.select().dicts()))
    assert secret not in kept
    assert base64.b32decode(secret).hex() not in kept
    assert NEW not in kept


# A lost phone


def test_until_a_new_link_is_used_the_old_ways_work(client: Client):
    member = make_staff()
    staff_team.new_link(member.account_id, actor="system")
    assert sign_in(client, member) == "/staff"


def test_a_new_link_ends_the_old_ways_and_every_session(client: Client, app):
    member, thief = make_staff(), app.test_client()
    thief.sign_in(member.account_id)
    token = staff_team.new_link(member.account_id, actor="system")
    set_up(client, urlsplit(staff_team.link_address(token)).path)
    assert thief.get("/staff/sign-out").location == "/staff/signed-out"
    give_password(thief, member.email, PASSWORD, status=422)


def _drawn(picture: str) -> Image.Image:
    """The strokes of an SVG of squares, drawn by our own hand: M and m move, h draws to the right."""
    size, path = int(re.search(r'd="M0 0h(\d+)v', picture)[1]), re.search(r'stroke="#000" d="([^"]+)"', picture)[1]
    image = Image.new("1", (size, size), 1)
    x = y = 0.0
    for kind, numbers in re.findall(r"([Mmh])([^Mmh]*)", path):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if kind == "h":
            image.paste(0, (int(x), int(y), int(x + values[0]), int(y) + 1))
            x += values[0]
        else:
            x, y = (x * (kind == "m") + values[0], y * (kind == "m") + values[1])
    return image.convert("L").resize((size * 4, size * 4), Image.Resampling.NEAREST)
