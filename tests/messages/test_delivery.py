import pytest

from westminster.core import worker
from westminster.core.db import atomic
from westminster.core.models import Outbox
from westminster.core.words import N_
from westminster.demo.outbox import Outbox as SentByNotify
from westminster.demo.stand_ins import MESSAGES_FILE
from westminster.messages import service
from westminster.messages.models import Message
from westminster.messages.rules import Contact, Notice

NOTICE = Notice(N_("Your card"), N_("Your card is ready, %(name)s.", name="Amina"))


def sent(outside):
    return SentByNotify(outside.settings.state_dir / MESSAGES_FILE).page()


def queue(channel="email", address="amina@example.com"):
    service.send(Contact(channel, address), NOTICE, about="resident:1")
    return Message.get()


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("email", "amina@example.com"),
        ("text", "07700900142"),
        ("letter", "Amina Rahman\nFlat 6, Elm Court\nNW8 8EU"),
    ],
)
def test_a_notice_is_sent_in_each_channel(outside, channel, address):
    queue(channel, address)
    worker.drain()
    assert Message.get().status == "sent"


def test_a_notice_of_a_transaction_that_fails_is_never_sent(outside):
    with pytest.raises(ZeroDivisionError), atomic():
        queue()
        1 / 0  # noqa: B018
    assert (Message.select().count(), Outbox.select().count()) == (0, 0)


def test_a_worker_that_died_after_sending_does_not_send_twice(outside, clock):
    message = queue()
    service.deliver(message.id, again=False)
    Message.update(status="queued", sent_at=None).execute()
    service.deliver(message.id, again=True)
    assert Message.get().status == "sent"
    assert len(sent(outside)) == 1


def test_an_address_that_cannot_be_reached_ends_as_failed(outside):
    queue("email", "not an address")
    worker.drain()
    assert Message.get().status == "failed"


def test_a_notice_waits_while_notify_is_down_and_goes_once_when_it_is_back(outside, clock):
    outside.stand_ins.trouble["notify"] = "down"
    queue()
    worker.drain()
    assert Message.get().status == "queued"
    outside.stand_ins.trouble.clear()
    clock.move(minutes=5)
    worker.drain()
    assert (Message.get().status, len(sent(outside))) == ("sent", 1)


def test_notices_to_a_person_come_newest_first(clock):
    queue()
    clock.move(minutes=1)
    queue()
    created = [message.created_at for message in service.for_person("resident:1")]
    assert created == sorted(created, reverse=True)
    assert service.for_person("resident:2") == []
