from io import BytesIO

import pytest

from tests.evidence import made
from tests.evidence.conftest import KEY
from tests.factories import make_resident
from westminster.audit.models import AuditEntry
from westminster.core.errors import GatewayDown, NotFound, Refused
from westminster.core.settings import SettingsError
from westminster.core.worker import drain
from westminster.evidence import keeping, rules, service
from westminster.evidence.limits import Page
from westminster.evidence.models import EvidenceFile, EvidencePage
from westminster.evidence.sealing import Damaged

STAFF = "staff:7"
PICTURE = made.picture()


def give(resident, data=PICTURE, name="bill.png", for_what="application:1", kind="bank_statement"):
    return service.add(resident.id, for_what, BytesIO(data), name, kind, actor=f"resident:{resident.id}")


def stored(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def lines(act):
    return [(e.actor, e.subject, e.detail) for e in AuditEntry.select().where(AuditEntry.act == act)]


def refusal(*args, **kwargs):
    with pytest.raises(Refused) as caught:
        give(*args, **kwargs)
    assert caught.value.field == "file"
    return caught.value.words


def test_a_file_is_kept_as_pages_and_told_of():
    amina = make_resident()
    file = give(amina, made.pdf(pages="[3 0 R 3 0 R]", count=2), "../my bill.pdf")
    (kept,) = service.list_for("application:1")
    assert (kept.name, kept.kind, kept.media_type, kept.pages) == (
        "my bill.pdf",
        "bank_statement",
        "application/pdf",
        2,
    )
    assert kept.size == len(made.pdf(pages="[3 0 R 3 0 R]", count=2))
    assert len(kept.sha256) == 64
    ((actor, subject, detail),) = lines("evidence.added")
    assert (actor, subject) == (f"resident:{amina.id}", f"resident:{amina.id}")
    assert file.public_id in detail
    assert "bill" not in detail


def test_what_is_served_is_a_picture_of_it():
    file = give(make_resident(), made.noted_photo(6), "photo.jpg")
    page, media_type = service.open_page(file.public_id, 1, actor=STAFF)
    assert media_type == "image/jpeg"
    assert made.opened(page).size == (80, 40)
    assert b"SECRET" not in page


def test_what_lies_on_the_disk_cannot_be_read(folder):
    data = made.noted_photo(1)
    file = give(make_resident(), data, "photo.jpg")
    page, _ = service.open_page(file.public_id, 1, actor=STAFF)
    on_disk = [path.read_bytes() for path in stored(folder)]
    assert len(on_disk) == 1
    for plain in (data, page):
        assert not [start for start in range(0, len(plain) - 16, 16) if plain[start : start + 16] in on_disk[0]]
    assert b"JFIF" not in on_disk[0]


def test_names_on_the_disk_say_nothing(folder):
    file = give(make_resident())
    (path,) = stored(folder)
    assert file.public_id not in str(path)
    assert "bill" not in str(path)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.pdf", rules.EMPTY),
        (b"<svg xmlns='a'/>", "a.png", rules.WRONG_TYPE),
        (b"<html></html>", "a.png", rules.WRONG_TYPE),
        (b"MZ", "a.pdf", rules.WRONG_TYPE),
        (PICTURE, "a.pdf", rules.WRONG_NAME),
        (PICTURE, "a.png.exe", rules.WRONG_NAME),
        (PICTURE, "", rules.WRONG_NAME),
        (PICTURE[:60], "a.png", rules.FAILED),
        (made.locked_pdf("secret"), "a.pdf", rules.UNFIT[rules.Reason.LOCKED]),
        (made.pdf("<</S/JavaScript>>"), "a.pdf", rules.UNFIT[rules.Reason.ACTIVE]),
        (PICTURE + b"\0" * 10 * 1024 * 1024, "a.png", rules.TOO_LARGE),
    ],
)
def test_what_is_refused_leaves_nothing(folder, data, name, words):
    assert refusal(make_resident(), data, name) == words
    assert stored(folder) == []
    assert not EvidenceFile.select().exists()
    assert not lines("evidence.added")


def test_pages_that_came_before_a_failure_go_again(folder):
    def breaking():
        yield Page(b"the first page")
        assert len(stored(folder)) == 1
        raise Refused(rules.FAILED)

    with pytest.raises(Refused), keeping.all_or_nothing() as names:
        keeping.seal(EvidenceFile(), breaking(), names)
    assert stored(folder) == []


def test_ten_megabytes_are_one_byte_too_many():
    room = 10 * 1024 * 1024 - len(PICTURE)
    amina = make_resident()
    assert give(amina, PICTURE + b"\0" * (room - 1)).size == 10 * 1024 * 1024 - 1
    assert refusal(amina, PICTURE + b"\0" * room) == rules.TOO_LARGE


def test_the_same_file_sent_twice_is_kept_once(folder):
    amina = make_resident()
    first = give(amina)
    assert give(amina, name="again.png").public_id == first.public_id
    assert len(stored(folder)) == 1
    assert len(lines("evidence.added")) == 1


def test_the_same_file_may_be_two_kinds_of_paper_or_of_two_people():
    amina = make_resident()
    owners = [give(amina), give(amina, kind="payslip"), give(make_resident())]
    assert len({file.public_id for file in owners}) == 3


def test_ten_files_may_be_given_for_one_thing():
    amina = make_resident()
    ids = [give(amina, made.picture(size=(number, 9))).public_id for number in range(1, 11)]
    assert refusal(amina, made.picture(size=(11, 9))) == rules.TOO_MANY_FILES
    service.remove(amina.id, ids[3], actor=f"resident:{amina.id}")
    give(amina, made.picture(size=(11, 9)))
    assert [file.public_id for file in service.list_for("application:1")][:4] == [*ids[:3], ids[4]]


def test_thirty_tries_an_hour_are_enough_for_anybody(clock):
    amina = make_resident()
    for _ in range(30):
        refusal(amina, b"", "a.pdf")
    assert refusal(amina) == rules.TOO_OFTEN
    give(make_resident())
    clock.move(hours=1)
    give(amina)


def test_reading_is_recorded_for_everybody_but_the_person():
    amina = make_resident()
    file = give(amina)
    service.open_page(file.public_id, 1, actor=f"resident:{amina.id}")
    assert lines("evidence.read") == []
    service.open_page(file.public_id, 1, actor=STAFF)
    service.open_page(file.public_id, 1, actor=f"resident:{amina.id}0")
    assert [line[:2] for line in lines("evidence.read")] == [
        (STAFF, f"resident:{amina.id}"),
        (f"resident:{amina.id}0", f"resident:{amina.id}"),
    ]


@pytest.mark.parametrize("number", [0, -1, 2, 31])
def test_a_page_that_is_not_there_is_not_found(number):
    file = give(make_resident())
    with pytest.raises(NotFound):
        service.open_page(file.public_id, number, actor=STAFF)


@pytest.mark.parametrize("public_id", ["", "nothing", "../../etc/passwd", "é" * 200])
def test_an_unknown_file_is_not_found(public_id):
    with pytest.raises(NotFound):
        service.open_page(public_id, 1, actor=STAFF)


def test_a_stranger_s_file_is_an_unknown_file():
    file, stranger = give(make_resident()), make_resident()
    for verb in (
        lambda: service.find_for(stranger.id, file.public_id),
        lambda: service.remove(stranger.id, file.public_id, actor=f"resident:{stranger.id}"),
        lambda: service.reuse(stranger.id, file.public_id, "application:2", actor=f"resident:{stranger.id}"),
    ):
        with pytest.raises(NotFound):
            verb()
    assert len(service.list_for("application:1")) == 1


def test_pages_that_were_swapped_on_the_disk_are_known(folder):
    amina = make_resident()
    give(amina), give(amina, made.picture(colour="blue"), for_what="application:2")
    first, second = (row.stored_as for row in EvidencePage.select().order_by(EvidencePage.id))
    EvidencePage.update(stored_as="x" * 32).where(EvidencePage.stored_as == first).execute()
    EvidencePage.update(stored_as=first).where(EvidencePage.stored_as == second).execute()
    with pytest.raises(Damaged):
        service.open_page(service.list_for("application:2")[0].public_id, 1, actor=STAFF)
    assert lines("evidence.read") == []


def test_keys_that_were_swapped_in_the_database_are_known():
    amina = make_resident()
    first, second = give(amina), give(amina, for_what="application:2")
    EvidenceFile.update(wrapped_key=first.wrapped_key).where(EvidenceFile.id == second.id).execute()
    with pytest.raises(Damaged):
        service.open_page(second.public_id, 1, actor=STAFF)


def test_bytes_that_were_changed_are_known(folder):
    file = give(make_resident())
    (path,) = stored(folder)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(Damaged):
        service.open_page(file.public_id, 1, actor=STAFF)


def test_a_key_that_is_missing_says_so(configure):
    file = give(make_resident())
    configure(evidence_keys=f"second:{KEY}")
    with pytest.raises(SettingsError, match="'first'"):
        service.open_page(file.public_id, 1, actor=STAFF)


def test_without_keys_nothing_is_taken(configure, folder):
    configure(evidence_keys=None)
    with pytest.raises(SettingsError, match="EVIDENCE_KEYS"):
        give(make_resident())
    assert stored(folder) == []


def test_a_store_that_is_away_says_so(folder):
    file = give(make_resident())
    (path,) = stored(folder)
    path.unlink()
    with pytest.raises(GatewayDown):
        service.open_page(file.public_id, 1, actor=STAFF)


@pytest.mark.parametrize("how", ["remove", "delete", "delete_all"])
def test_what_has_ended_is_gone_from_the_database_and_the_disk(folder, how):
    amina = make_resident()
    file = give(amina, made.pdf(pages="[3 0 R 3 0 R]", count=2), "bill.pdf")
    verbs = {
        "remove": lambda: service.remove(amina.id, file.public_id, actor=f"resident:{amina.id}"),
        "delete": lambda: service.delete(file.public_id, actor=STAFF),
        "delete_all": lambda: service.delete_all("application:1", actor="system"),
    }
    verbs[how]()
    status = "removed" if how == "remove" else "deleted"
    with pytest.raises(NotFound):
        service.open_page(file.public_id, 1, actor=STAFF)
    row = EvidenceFile.get()
    assert (row.status, row.key_id, row.wrapped_key, row.name) == (status, None, None, "")
    assert service.list_for("application:1") == []
    assert len(service.list_for("application:1", status)) == 1
    assert len(lines(f"evidence.{status}")) == 1
    drain()
    assert stored(folder) == []
    ((actor, subject, proof),) = lines("evidence.bytes_removed")
    assert (actor, subject) == ("system", f"resident:{amina.id}")
    assert row.sha256 in proof


def test_what_has_ended_cannot_end_again():
    amina = make_resident()
    file = give(amina)
    service.delete(file.public_id, actor=STAFF)
    with pytest.raises(NotFound):
        service.delete(file.public_id, actor=STAFF)
    with pytest.raises(NotFound):
        service.remove(amina.id, file.public_id, actor=f"resident:{amina.id}")
    assert service.delete_all("application:1", actor=STAFF) == 0


def test_only_what_was_given_for_it_ends():
    amina = make_resident()
    give(amina), give(amina, for_what="application:11")
    assert service.delete_all("application:1", actor="system") == 1
    assert len(service.list_for("application:11")) == 1


def test_a_file_can_be_given_again_for_something_else(folder):
    amina = make_resident()
    first = give(amina, made.pdf(pages="[3 0 R 3 0 R]", count=2), "bill.pdf")
    assert [file.public_id for file in service.earlier(amina.id, "application:2")] == [first.public_id]
    second = service.reuse(amina.id, first.public_id, "application:2", actor=f"resident:{amina.id}")
    assert service.earlier(amina.id, "application:2") == []
    service.delete(first.public_id, actor=STAFF)
    drain()
    assert (second.name, second.kind, second.pages, second.sha256) == ("bill.pdf", "bank_statement", 2, first.sha256)
    assert made.opened(service.open_page(second.public_id, 2, actor=STAFF)[0]).size == (556, 278)
    assert len(stored(folder)) == 2


def test_earlier_files_are_the_person_s_own_each_once_the_newest_first():
    amina = make_resident()
    give(amina), give(amina, kind="payslip"), give(make_resident())
    newest = give(amina, made.picture(colour="blue"), for_what="application:3")
    found = service.earlier(amina.id, "application:2")
    assert len(found) == 2
    assert found[0].id == newest.id
