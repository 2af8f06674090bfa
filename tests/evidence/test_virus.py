"""What becomes of a file by what clamd says of it, and while it says nothing."""

from collections.abc import Iterator
from io import BytesIO

import pytest

from tests.evidence import made
from tests.factories import make_resident
from tests.gateways import clamd as clamds
from westminster.audit.models import AuditEntry
from westminster.core.errors import NotFound, Refused
from westminster.core.events import periodic
from westminster.core.worker import drain
from westminster.evidence import rules, scanning, service, upkeep
from westminster.evidence.models import EvidenceFile
from westminster.messages.models import Message

CLEAN, BAD = made.picture(), made.picture() + clamds.VIRUS
STAFF = "staff:7"


@pytest.fixture
def clamd(configure) -> Iterator[clamds.StandIn]:
    with clamds.stand_in() as running:
        configure(clamd_address=running.address)
        yield running


@pytest.fixture
def away(configure):
    """clamd is set and not there; `away(address)` brings it back."""
    configure(clamd_address="tcp://127.0.0.1:9")
    return lambda address: configure(clamd_address=address)


def give(resident, data=CLEAN, for_what="application:1", name="bill.png"):
    return service.add(resident.id, for_what, BytesIO(data), name, "bill", actor=f"resident:{resident.id}")


def stored(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def found():
    return [(e.actor, e.subject, e.detail) for e in AuditEntry.select().where(AuditEntry.act == "evidence.virus")]


def test_a_clean_file_is_kept_and_seen_at_once(clamd, folder):
    file = give(make_resident())
    assert clamd.asked == [CLEAN]
    assert service.open_page(file.public_id, 1, actor=STAFF)
    assert len(stored(folder)) == 1


def test_the_whole_file_is_asked_about_and_not_only_its_pages(clamd):
    data = made.picture(size=(900, 700)) + b"x" * 300_000
    give(make_resident(), data)
    assert clamd.asked == [data]


def test_a_file_with_a_virus_is_refused_told_and_kept_nowhere(clamd, folder):
    amina = make_resident()
    with pytest.raises(Refused) as caught:
        give(amina, BAD)
    assert (caught.value.words, caught.value.field) == (rules.VIRUS, "file")
    assert stored(folder) == []
    assert not EvidenceFile.select().exists()
    ((actor, subject, detail),) = found()
    assert actor == subject == f"resident:{amina.id}"
    assert clamds.NAME in detail
    assert "bill" not in detail


def test_without_an_address_nobody_is_asked(clamd, configure):
    configure(clamd_address=None)
    give(make_resident(), BAD)
    assert clamd.asked == []


def test_while_nobody_answers_the_file_waits_and_its_person_alone_sees_it(away, folder):
    amina = make_resident()
    file = give(amina)
    assert service.open_page(file.public_id, 1, actor=f"resident:{amina.id}")
    with pytest.raises(NotFound):
        service.open_page(file.public_id, 1, actor=STAFF)
    with pytest.raises(NotFound):
        service.reuse(amina.id, file.public_id, "application:2", actor=f"resident:{amina.id}")
    assert service.earlier(amina.id, "application:2") == []
    assert CLEAN not in b"".join(path.read_bytes() for path in stored(folder))
    assert not AuditEntry.select().where(AuditEntry.act == "evidence.read").exists()


def test_a_file_that_waited_is_clean_later(away, folder):
    amina = make_resident()
    file = give(amina)
    scanning.check_waiting()
    assert service.find_for(amina.id, file.public_id).unchecked_as
    with clamds.stand_in() as running:
        away(running.address)
        scanning.check_waiting()
        scanning.check_waiting()
    assert running.asked == [CLEAN]
    assert service.open_page(file.public_id, 1, actor=STAFF)
    assert len(stored(folder)) == 1
    assert found() == []


def test_a_virus_found_later_ends_the_file_and_tells_its_person(away, folder):
    amina = make_resident()
    file = give(amina, BAD, name="scan of May.png")
    with clamds.stand_in() as running:
        away(running.address)
        scanning.check_waiting()
        scanning.check_waiting()
    row = EvidenceFile.get()
    assert (row.status, row.virus, row.name, row.unchecked_as) == ("deleted", clamds.NAME, "", None)
    for actor in (STAFF, f"resident:{amina.id}"):
        with pytest.raises(NotFound):
            service.open_page(file.public_id, 1, actor=actor)
    drain()
    assert stored(folder) == []
    ((actor, subject, _),) = found()
    assert (actor, subject) == ("system", f"resident:{amina.id}")
    message = Message.get()
    assert message.about == f"resident:{amina.id}"
    assert "scan of May.png" in message.body
    assert "Take a photo of the paper" in message.body


def test_what_was_taken_back_while_it_waited_is_not_told_of(away, folder):
    amina = make_resident()
    file = give(amina, BAD)
    waiting = EvidenceFile.get()
    service.remove(amina.id, file.public_id, actor=f"resident:{amina.id}")
    scanning.settle(waiting, clamds.NAME)
    assert found() == []
    assert not Message.select().exists()
    drain()
    assert stored(folder) == []


def test_what_waits_is_not_swept_away(away, folder, clock):
    give(make_resident())
    clock.move(days=2)
    upkeep.sweep()
    assert len(stored(folder)) == 2


def test_a_slow_check_holds_up_two_files_and_no_more(clamd):
    """The others wait for the worker, so that threads are left for everybody else's pages."""
    held = [scanning._line.acquire(blocking=False) for _ in range(2)]
    try:
        assert held == [True, True]
        assert give(make_resident()).unchecked_as
    finally:
        for _ in held:
            scanning._line.release()
    assert clamd.asked == []


def test_one_that_clamd_cannot_check_holds_up_no_other(away):
    """They are asked about in any order: at the latest in some runs, the other's turn comes first."""
    amina = make_resident()
    give(amina, CLEAN + b"x" * 5000, name="large.png"), give(amina)
    with clamds.stand_in() as running:
        running.most = 1000
        away(running.address)
        for _ in range(50):
            scanning.check_waiting()
    assert [file.name for file in service.list_for("application:1") if file.unchecked_as] == ["large.png"]


def test_where_the_check_is_switched_off_nothing_waits_for_ever(away):
    file = give(make_resident())
    away(None)
    scanning.check_waiting()
    assert service.open_page(file.public_id, 1, actor=STAFF)


def test_the_worker_asks_again():
    assert scanning.check_waiting in [verb for _, verb in periodic]
