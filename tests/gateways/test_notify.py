from dataclasses import replace
from uuid import uuid4

import pytest
from notifications_python_client import NotificationsAPIClient
from notifications_python_client.errors import HTTPError

from tests.demo.running import Running
from westminster.core import settings
from westminster.core.errors import GatewayDown
from westminster.gateways import notify
from westminster.gateways.notify import Notify, Undeliverable


@pytest.fixture
def official(outside: Running) -> NotificationsAPIClient:
    """Notify's own client, past our gateway: what a person would see at Notify."""
    return NotificationsAPIClient(outside.settings.notify_api_key, base_url=outside.url)


def sent(official: NotificationsAPIClient) -> list[dict[str, str]]:
    return list(official.get_all_notifications_iterator())


@pytest.mark.parametrize(
    ("channel", "address", "kind", "field", "shown"),
    [
        ("email", "amina@example.com", "email", "email_address", "amina@example.com"),
        ("text", "07700 900101", "sms", "phone_number", "+447700900101"),
        ("letter", "Derek Okafor-Lane\nFlat 3\nSW1P 4DB", "letter", "line_3", "SW1P 4DB"),
    ],
)
def test_a_notice_arrives_with_its_words(official, channel, address, kind, field, shown):
    notify.connect().send(channel, address, "Your card", "It is ready.\n\nBring it.", "ref-1")
    (message,) = sent(official)
    assert (message["type"], message[field], message["body"]) == (kind, shown, "It is ready.\n\nBring it.")
    assert message["subject"] == (None if channel == "text" else "Your card")


def test_words_that_look_like_places_stay_as_they_are(official):
    notify.connect().send("email", "a@example.com", "((body))", "((subject)) \\1", "ref-1")
    (message,) = sent(official)
    assert (message["subject"], message["body"]) == ("((body))", "((subject)) \\1")


def test_what_was_sent_before_is_known_by_its_reference(outside):
    gateway = notify.connect()
    assert not gateway.sent_before("ref-1")
    gateway.send("text", "07700 900101", "", "Hello", "ref-1")
    assert gateway.sent_before("ref-1")
    assert not gateway.sent_before("ref-2")


def test_a_long_address_keeps_all_its_words_in_seven_lines(official):
    lines = [
        "Maximiliana",
        "Second Floor Back",
        "The Lodge",
        "3 Passage",
        "Pimlico",
        "Westminster",
        "London",
        "SW1P 4DB",
    ]
    notify.connect().send("letter", "\n".join(lines), "Card", "Ready", "ref-1")
    (message,) = sent(official)
    assert (message["line_6"], message["line_7"]) == ("Westminster, London", "SW1P 4DB")


@pytest.mark.parametrize(
    ("channel", "address"),
    [("email", "nobody"), ("text", "12"), ("text", "no number"), ("letter", "Only\nTwo")],
)
def test_an_address_that_cannot_be_is_undeliverable(outside, channel, address):
    with pytest.raises(Undeliverable):
        notify.connect().send(channel, address, "Card", "Ready", "ref-1")


@pytest.mark.parametrize("trouble", ["down", "junk"])
def test_notify_out_of_order_is_a_gateway_down(outside, trouble):
    outside.stand_ins.trouble["notify"] = trouble
    with pytest.raises(GatewayDown):
        notify.connect().send("email", "a@example.com", "Card", "Ready", "ref-1")
    with pytest.raises(GatewayDown):
        notify.connect().sent_before("ref-1")


def test_notify_that_hangs_is_a_gateway_down(outside):
    outside.stand_ins.trouble["notify"] = "hang"
    known = outside.settings
    gateway = Notify(known.notify_api_key, known.notify_url, known.notify_templates, timeout=0.2)
    with pytest.raises(GatewayDown):
        gateway.send("email", "a@example.com", "Card", "Ready", "ref-1")


def test_nobody_listening_is_a_gateway_down(outside):
    settings.install(replace(outside.settings, notify_url="http://127.0.0.1:9"))
    with pytest.raises(GatewayDown):
        notify.connect().send("email", "a@example.com", "Card", "Ready", "ref-1")


def test_a_wrong_key_is_a_gateway_down_and_not_the_persons_fault(outside):
    settings.install(replace(outside.settings, notify_api_key=f"other-{uuid4()}-{uuid4()}"))
    with pytest.raises(GatewayDown):
        notify.connect().send("email", "a@example.com", "Card", "Ready", "ref-1")


def test_without_a_key_notify_is_down(outside):
    settings.install(replace(outside.settings, notify_api_key=None))
    with pytest.raises(GatewayDown):
        notify.connect()


@pytest.mark.parametrize(
    ("to", "status"),
    [
        ({"phone_number": "07700900002"}, "permanent-failure"),
        ({"phone_number": "+44 7700 900003"}, "temporary-failure"),
        ({"phone_number": "07700900104"}, "delivered"),
        ({"email_address": "perm-fail@simulator.notify"}, "permanent-failure"),
        ({"email_address": "temp-fail@simulator.notify"}, "temporary-failure"),
    ],
)
def test_the_stand_in_fails_where_a_test_key_of_notify_does(outside, official, to, status):
    templates = outside.settings.notify_templates
    if "phone_number" in to:
        given = official.send_sms_notification(**to, template_id=templates["TEXT"], personalisation={"body": "x"})
    else:
        words = {"subject": "x", "body": "y"}
        given = official.send_email_notification(**to, template_id=templates["EMAIL"], personalisation=words)
    assert official.get_notification_by_id(given["id"])["status"] == status


def test_the_stand_in_forgets_what_smoke_tests_send(outside, official):
    notify.connect().send("text", "07700 900000", "", "Hello", "ref-1")
    assert sent(official) == []


def test_the_stand_in_tells_what_is_wrong_as_notify_does(outside, official):
    template = outside.settings.notify_templates["EMAIL"]
    with pytest.raises(HTTPError) as missing:
        official.send_email_notification("a@example.com", template, {"subject": "x"})
    assert missing.value.message == [{"error": "BadRequestError", "message": "Missing personalisation: body"}]
    with pytest.raises(HTTPError) as unsuitable:
        official.send_sms_notification("07700900104", template, {"body": "x"})
    assert unsuitable.value.status_code == 400
    with pytest.raises(HTTPError) as unknown:
        official.get_notification_by_id(str(uuid4()))
    assert unknown.value.status_code == 404


def test_the_stand_in_shows_templates_filled_in(outside, official):
    template = outside.settings.notify_templates["EMAIL"]
    shown = official.post_template_preview(template, {"subject": "Bring", "body": ["a letter", "a pen"]})
    assert (shown["subject"], shown["body"]) == ("Bring", "\n* a letter\n* a pen")
    assert official.get_template(template)["body"] == "((body))"


def test_the_stand_in_pages_through_everything_and_keeps_it_over_a_restart(outside, official):
    for number in range(3):
        notify.connect().send("text", "07700 900104", "", str(number), f"ref-{number}")
    newest, *older = sent(official)
    assert newest["body"] == "2"
    rest = official.get_all_notifications(older_than=newest["id"])["notifications"]
    assert [message["body"] for message in rest] == ["1", "0"] == [message["body"] for message in older]
