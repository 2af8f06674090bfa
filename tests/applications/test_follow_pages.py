"""Follow an application by reference and code, without signing in."""

import re

import pytest

from tests.applications.decided import decide
from tests.browsing import Client
from tests.factories import make_application, make_resident
from tests.page import Page
from westminster.applications.models import Application
from westminster.core.ids import parse_reference
from westminster.messages.models import Message
from westminster.messages.service import text_of

UNKNOWN = "APP-0000-0000"


@pytest.fixture
def sent() -> Application:
    return make_application(sent=True)


def newest() -> Message:
    return Message.select().order_by(Message.id.desc()).get()


def ask(client: Client, reference: str) -> Page:
    return client.post_form("/follow", {"reference": reference})


def enter(client: Client, reference: str) -> Page:
    page = ask(client, reference)
    return client.post_form(page, {"code": re.search(r"\d{6}", text_of(newest())).group()})


def test_a_code_to_the_contact_on_file_shows_where_it_stands(client: Client, sent: Application):
    page = enter(client, sent.reference)
    assert (newest().address, page.url) == ("amina@example.com", "/follow/status")
    for said in (sent.reference, "by 4 December 2026", "You sent your application"):
        assert said in page.main


def test_it_says_no_name_no_address_and_nothing_that_somebody_wrote(client: Client, sent: Application):
    decide(sent, "more_needed", "newer", own_words="Dear Amina, your bill for Lisson Street is old.")
    page = enter(client, sent.reference)
    assert "A newer paper." in page.main
    assert "We need more from you by 4 December 2026." in page.main
    for private in ("Amina", "Rahman", "Lisson", "NW8", "1984", "example.com"):
        assert private not in page.main
    assert client.get(page.link("Sign in and send it")).headers["Location"] == "/auth/sign-in"


def test_a_no_says_why_and_how_to_ask_again(client: Client, sent: Application):
    decide(sent, "refused", "not_shown")
    page = enter(client, sent.reference)
    for said in ("We could not say yes.", "We asked for a paper", "by 18 December 2026"):
        assert said in page.main


def test_it_only_reads(client: Client, sent: Application):
    page = enter(client, sent.reference)
    assert not [form for form in page.forms() if form.get("method") == "post"]


def test_a_reference_is_read_as_people_type_it(client: Client, sent: Application):
    letters = sent.reference.replace("APP-", "").replace("0", "o").replace("1", "l").lower()
    for typed in (letters, f" app {letters} ", f"APP–{letters.replace('-', '.')}", f"app{letters.replace('-', '')}"):
        assert enter(client, typed).url == "/follow/status"


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("APP-7K3F-9Q2D", "APP-7K3F-9Q2D"),
        ("7k3f9q2d", "APP-7K3F-9Q2D"),
        ("APP1-2345", "APP-APP1-2345"),
        ("７Ｋ３Ｆ９Ｑ２Ｄ", "APP-7K3F-9Q2D"),
        ("", None),
        ("APP", None),
        ("APP-7K3F-9Q2", None),
        ("APP-7K3F-9Q2DD", None),
        ("APP-UUUU-UUUU", None),
        ("WMN-7K3F-9Q2D", None),
        ("x" * 20_000, None),
    ],
)
def test_what_is_a_reference(typed: str, reference: str | None):
    assert parse_reference("APP", typed) == reference


@pytest.mark.parametrize("typed", ["", "APP", "APP-7K3F", "x" * 5000, "\0"])
def test_what_is_no_reference_is_told_on_the_field(client: Client, typed: str):
    assert "reference" in client.post_form("/follow", {"reference": typed}, status=422).errors


def test_an_unknown_reference_looks_the_same_and_sends_nothing(client: Client, sent: Application):
    known = ask(client, sent.reference)
    count = Message.select().count()
    unknown = ask(client, UNKNOWN)
    assert (known.url, known.main) == (unknown.url, unknown.main)
    assert Message.select().count() == count
    page = client.post_form(unknown, {"code": "123456"}, status=422)
    assert "That is not the code we sent" in page.errors["code"]


def test_a_draft_has_nothing_to_follow(client: Client):
    draft = make_application()
    ask(client, draft.reference)
    assert not Message.select().exists()


def test_a_code_goes_where_it_arrives_at_once(client: Client):
    sent = make_application(make_resident(), sent=True, channel="letter", email="", mobile="+447700900142")
    assert enter(client, sent.reference).url == "/follow/status"
    assert (newest().channel, newest().address) == ("text", "+447700900142")


def test_who_has_only_an_address_gets_no_code_and_the_page_looks_the_same(client: Client):
    sent = make_application(sent=True, channel="letter", email="", mobile="")
    before = Message.select().count()
    assert ask(client, sent.reference).h1 == "Enter the security code"
    assert Message.select().count() == before


def test_without_a_code_nothing_is_shown(client: Client, sent: Application):
    assert client.get("/follow/code").headers["Location"] == "/follow"
    ask(client, sent.reference)
    assert client.get("/follow/status").headers["Location"] == "/follow"


def test_a_wrong_code_is_told_on_its_field(client: Client, sent: Application):
    page = client.post_form(ask(client, sent.reference), {"code": "not it"}, status=422)
    assert "That is not the code we sent" in page.errors["code"]
    assert client.post_form(page, {"code": ""}, status=422).errors == {"code": "Enter the security code"}


def test_the_door_closes_after_fifteen_minutes(client: Client, sent: Application, clock):
    enter(client, sent.reference)
    clock.move(minutes=15)
    assert client.get("/follow/status").headers["Location"] == "/follow"


def test_a_code_of_another_browser_does_not_fit(client: Client, sent: Application):
    ask(client, sent.reference)
    code = re.search(r"\d{6}", text_of(newest())).group()
    other = client.application.test_client()
    page = ask(other, UNKNOWN)
    assert other.post_form(page, {"code": code}, status=422).errors


@pytest.mark.parametrize("known", [True, False])
def test_a_sixth_code_in_an_hour_for_one_reference_is_refused_from_any_browser(app, sent: Application, known: bool):
    reference = sent.reference if known else UNKNOWN
    for _ in range(5):
        ask(app.test_client(), reference)
    page = app.test_client().post_form("/follow", {"reference": reference.lower()}, status=422)
    assert "Wait an hour" in page.errors["reference"]


def test_guessing_from_one_place_ends(app):
    for number in range(30):
        ask(app.test_client(), f"APP-0000-{number:04}")
    page = app.test_client().post_form("/follow", {"reference": UNKNOWN}, status=422)
    assert "Wait an hour" in page.errors["reference"]


def test_a_page_that_was_open_too_long_keeps_the_reference(client: Client):
    page = client.post_form("/follow", {"reference": UNKNOWN, "csrf_token": "stale"}, status=400)
    assert f'value="{UNKNOWN}"' in page.html


def test_links_lead_here(client: Client):
    assert client.get_page("/").link("Follow your application") == "/follow"
    assert client.get_page("/contact").link("Follow your application") == "/follow"
    application = make_application(sent=True)
    client.sign_in(application.resident.account_id)
    assert client.get_page(f"/apply/sent/{application.public_id}").link("follow your application") == "/follow"
