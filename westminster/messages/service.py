"""Queue a notice in the caller's transaction; send it later, once."""

from datetime import timedelta
from typing import cast
from uuid import uuid4

from cryptography.exceptions import InvalidTag

from ..core.clock import now
from ..core.db import atomic
from ..core.events import emit
from ..core.sealing import seal, unseal
from ..core.words import N_, translate
from ..gateways import notify
from .models import Message, MessageHold, SecurityCode
from .rules import Channel, Contact, Notice

WIPED = N_("We sent you a security code.")
_PURPOSE = "message"


def send(contact: Contact, notice: Notice, *, about: str) -> None:
    """Queue `notice`, in the contact's language. `about` is whose it is, such as "resident:7"; see `hold`."""
    if _is_held(about):
        return
    reference, body = uuid4().hex, translate(notice.body, contact.language)
    with atomic():
        message = Message.create(
            reference=reference,
            about=about,
            channel=contact.channel,
            address=contact.address,
            language=contact.language,
            subject=translate(notice.subject, contact.language),
            body=translate(WIPED, contact.language) if notice.secret else body,
            secret=notice.secret,
            sealed=seal(body.encode(), purpose=_PURPOSE, label=reference) if notice.secret else None,
            status="queued",
            created_at=now(),
        )
        emit("message.queued", message_id=message.id)


def deliver(message_id: int, *, again: bool) -> None:
    """Hand a queued notice to the sending service; `again` asks it first whether it has it already.

    Raises GatewayDown; a contact that cannot be written to ends as "failed".
    """
    message = Message.get_or_none(Message.id == message_id, Message.status == "queued")
    if message is None or _is_held(message.about):
        return
    gateway = notify.connect()
    status = "sent"
    if not (again and gateway.sent_before(message.reference)):
        status = _hand_over(gateway, message)
    message.status = status
    message.sent_at = now()
    if message.secret:
        message.body, message.sealed = translate(WIPED, message.language), None
    message.save()


def text_of(message: Message) -> str:
    """What is sent. Raises InvalidTag for a code from before SECRET_KEY was another, which opens nothing any more."""
    if message.sealed is None:
        return str(message.body)
    return unseal(message.sealed, purpose=_PURPOSE, label=message.reference).decode()


def _hand_over(gateway: notify.Notify, message: Message) -> str:
    try:
        channel = cast(Channel, message.channel)
        gateway.send(channel, message.address, message.subject, text_of(message), message.reference)
    except (notify.Undeliverable, InvalidTag):
        return "failed"
    return "sent"


def hold(about: str) -> None:
    """Send nothing about them any more: what is queued waits, what comes is not queued."""
    MessageHold.insert(about=about, held_at=now()).on_conflict_ignore().execute()


def release(about: str) -> None:
    """End a hold: what waited is sent, but for codes, which have run out."""
    with atomic():
        if not MessageHold.delete().where(MessageHold.about == about).execute():
            return
        waited = Message.select().where(Message.about == about, Message.status == "queued", ~Message.secret)
        for message in waited.order_by(Message.id):
            emit("message.queued", message_id=message.id)


def _is_held(about: str) -> bool:
    return bool(MessageHold.select().where(MessageHold.about == about).exists())


def sweep_codes() -> None:
    """Drop codes that have run out, and of messages with codes for nobody we know the addresses they went to."""
    SecurityCode.delete().where(SecurityCode.expires_at <= now() - timedelta(hours=2)).execute()
    for_nobody = (Message.about == "nobody") & Message.secret & (Message.created_at <= now() - timedelta(days=1))
    Message.delete().where(for_nobody).execute()


def for_person(about: str) -> list[Message]:
    """Notices to one person, newest first."""
    return list(Message.select().where(Message.about == about).order_by(Message.created_at.desc(), Message.id.desc()))
