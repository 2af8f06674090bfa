"""Several taps and several workers at the same moment: renewed once, told once."""

import pytest

from tests.casework.test_race import at_once
from tests.factories import make_proof
from tests.renewals.people import holder, of
from westminster.audit.models import AuditEntry
from westminster.messages.models import Message
from westminster.renewals import service
from westminster.renewals.telling import tell_in_time

pytestmark = pytest.mark.own_database


def test_several_taps_renew_once():
    card = holder(matched=False)
    make_proof(of(card))
    at_once(lambda _: service.renew(of(card), actor=f"resident:{card.resident_id}"))
    assert AuditEntry.select().where(AuditEntry.act == "card.renewed").count() == 1
    assert Message.select().count() == 1


def test_several_workers_tell_once():
    holder(left=5)
    at_once(lambda _: tell_in_time())
    assert Message.select().count() == 1
