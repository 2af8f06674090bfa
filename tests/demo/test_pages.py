from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from tests.accounts.conftest import asked_for
from tests.browsing import Client
from tests.demo.running import Running
from tests.factories import make_account, make_resident
from tests.page import text_of
from westminster.cards import service as cards
from westminster.cards.models import Card
from westminster.core.clock import today
from westminster.demo import service
from westminster.demo.by_email import BY_EMAIL
from westminster.demo.cast import CAST
from westminster.demo.surroundings import ISSUER
from westminster.gateways import notify

SECRET = "JBSWY3DPEHPK3PXP"
STAFF = [{"email": "hana@example.com", "password": "long enough", "totp_secret": SECRET, "roles": ["adviser"]}]


@pytest.fixture
def amina() -> None:
    """Of the cast, with a card."""
    resident = make_resident(account=make_account(issuer=ISSUER, subject="demo-amina-rahman"))
    cards.issue(resident.id, today() + timedelta(days=365), actor="system")


def test_everybody_one_can_be_is_listed_with_a_way_to_sign_in(client: Client):
    page = client.get_page("/demo")
    assert page.h1 == "Who you can be"
    hrefs = [link.get("href") for link in page.all("a")]
    assert [f"/demo/sign-in/{persona.slug}" for persona in CAST] == [h for h in hrefs if "/sign-in/" in (h or "")]
    assert "Staff" not in [text_of(h2) for h2 in page.all("h2")]


def test_who_signs_in_with_an_email_address_is_listed_with_it(client: Client):
    page = client.get_page("/demo")
    assert page.link("Sign in with an email address") == "/auth/email"
    assert all(person.email in page.text for person in BY_EMAIL)


def test_who_has_a_card_is_marked(client: Client, amina: None):
    told = client.get("/demo/accounts.json").json["residents"]
    assert [one["persona"] for one in told if one["has_card"]] == ["amina-rahman"]
    assert client.get_page("/demo").text.count("Has a card ") >= 1


def test_a_stopped_card_is_no_card(client: Client, amina: None):
    cards.stop(Card.get(), "lost", actor="system")
    assert not any(one["has_card"] for one in client.get("/demo/accounts.json").json["residents"])


def test_accounts_have_the_shape_that_others_rely_on(client: Client, outside: Running):
    service.keep_staff(STAFF)
    told = client.get("/demo/accounts.json").json
    assert set(told) == {"residents", "staff", "partners", "terminals"}
    assert set(told["residents"][0]) == {"persona", "name", "about", "sign_in", "has_card"}
    assert told["residents"][0]["sign_in"] == "http://localhost/demo/sign-in/amina-rahman"
    assert told["staff"] == [{**STAFF[0], "sign_in": "http://localhost/demo/staff-sign-in/hana"}]


def test_staff_are_shown_with_the_code_of_this_moment(client: Client, outside: Running):
    service.keep_staff(STAFF)
    page = client.get_page("/demo")
    assert "hana@example.com" in page.text
    assert service.code_now(SECRET) in page.text
    path = outside.settings.state_dir / service.STAFF_FILE
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_name_leads_to_the_provider_with_that_person_picked(client: Client, outside: Running):
    response = client.get("/demo/sign-in/derek-okafor-lane")
    address = urlsplit(response.headers["Location"])
    assert response.status_code == 303
    assert f"{address.scheme}://{address.netloc}" == outside.url
    assert asked_for(response.headers["Location"])["login_hint"] == "derek-okafor-lane"


def test_nobody_unknown_can_be_picked(client: Client):
    client.get_page("/demo/sign-in/somebody", status=404)


def test_what_was_sent_can_be_read(client: Client, outside: Running):
    gateway = notify.connect()
    gateway.send("email", "amina@example.com", "Your <card>", "It is ready.\n\nOne\ntwo", "ref-1")
    gateway.send("text", "07700 900002", "", "Hello", "ref-2")
    gateway.send("letter", "Derek Okafor-Lane\nFlat 3\nSW1P 4DB", "Your card", "It is here.", "ref-3")
    page = client.get_page("/demo/outbox")
    assert [text_of(h2) for h2 in page.all("h2")] == ["Your card", "Text message", "Your <card>"]
    assert "Letter to Derek Okafor-Lane, Flat 3, SW1P 4DB" in page.text
    assert "Text message to 07700 900002, 10am, 20 November 2026: could not arrive." in page.text
    told = client.get("/demo/outbox.json").json["messages"]
    assert [one["reference"] for one in told] == ["ref-3", "ref-2", "ref-1"]


def test_an_empty_outbox_says_when_it_fills(client: Client, outside: Running):
    assert "Nothing was sent yet" in client.get_page("/demo/outbox").text


def test_localhost_leads_to_the_name_that_the_provider_knows(client, configure):
    configure(base_url="http://127.0.0.1:8000")
    answer = client.get("/demo?from=here", base_url="http://localhost:8000")
    assert (answer.status_code, answer.headers["Location"]) == (307, "http://127.0.0.1:8000/demo?from=here")
