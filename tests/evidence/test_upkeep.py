import base64
import os
import subprocess
import sys
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import peewee
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo

from tests.evidence import made
from tests.evidence.conftest import KEY
from tests.factories import make_resident
from westminster.audit.models import AuditEntry
from westminster.core import settings
from westminster.core.clock import now
from westminster.core.db import atomic, locked
from westminster.core.errors import Refused
from westminster.core.events import periodic
from westminster.core.settings import SettingsError
from westminster.core.worker import drain
from westminster.evidence import keeping, service, store, upkeep
from westminster.evidence.cli import evidence_cli
from westminster.evidence.models import EvidenceFile, EvidencePage
from westminster.residents.models import Resident

NEW = base64.b64encode(b"n" * 32).decode()


def give(resident, for_what="application:1"):
    data = BytesIO(made.picture())
    return service.add(resident.id, for_what, data, "bill.png", "bill", actor=f"resident:{resident.id}")


def stored(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def age(path, **by):
    moment = (now() - timedelta(**by)).timestamp()
    os.utime(path, (moment, moment))


def rewrap():
    bare = ScriptInfo(create_app=lambda: Flask(__name__))
    return CliRunner().invoke(evidence_cli, ["rewrap"], obj=bare)


def test_bytes_that_no_row_knows_go_after_an_hour(folder):
    give(make_resident())
    (kept,) = stored(folder)
    names = [store.new_name() for _ in range(2)]
    for name in names:
        store.current().put(name, [b"orphan"])
    draft = folder / "drafts" / store.new_name()
    draft.write_bytes(b"half")
    orphan, young = (folder / name[:2] / name[2:4] / name for name in names)
    for path in (kept, orphan, draft):
        age(path, minutes=61)
    age(young, minutes=59)
    upkeep.sweep()
    assert set(stored(folder)) == {kept, young}


def test_the_worker_sweeps():
    assert upkeep.sweep in [verb for _, verb in periodic]


def test_bytes_stay_while_the_transaction_may_still_be_undone(folder):
    amina = make_resident()
    file = give(amina)

    def changes_its_mind():
        with atomic():
            service.delete_all("application:1", actor="system")
            raise Refused(keeping.TOO_MANY_FILES)

    with pytest.raises(Refused):
        changes_its_mind()
    drain()
    assert len(stored(folder)) == 1
    assert service.open_page(file.public_id, 1, actor="staff:7")
    assert AuditEntry.select().where(AuditEntry.act == "evidence.deleted").count() == 0


def test_removing_bytes_twice_is_no_fault(folder):
    file = give(make_resident())
    names = [page.stored_as for page in EvidencePage.select()]
    service.delete(file.public_id, actor="staff:7")
    for _ in range(2):
        upkeep.remove_bytes(file.id, names)
    assert stored(folder) == []


def test_keys_change_and_the_old_one_may_go(configure, folder):
    file = give(make_resident())
    before = [path.read_bytes() for path in stored(folder)]
    configure(evidence_keys=f"second:{NEW},first:{KEY}")
    assert "newest key: 1." in rewrap().output
    assert "newest key: 0." in rewrap().output
    configure(evidence_keys=f"second:{NEW}")
    assert service.open_page(file.public_id, 1, actor="staff:7")
    assert [path.read_bytes() for path in stored(folder)] == before
    assert AuditEntry.select().where(AuditEntry.act == "evidence.rewrapped").count() == 1


def test_rewrapping_leaves_what_has_ended(configure):
    file = give(make_resident())
    service.delete(file.public_id, actor="staff:7")
    configure(evidence_keys=f"second:{NEW}")
    assert upkeep.rewrap(actor="system") == 0


def test_rewrapping_without_the_old_key_says_so_and_changes_nothing(configure):
    give(make_resident())
    configure(evidence_keys=f"second:{NEW}")
    with pytest.raises(SettingsError, match="'first'"):
        upkeep.rewrap(actor="system")
    assert EvidenceFile.get().key_id == "first"


KEPT = {
    "public_id": "a",
    "for_what": "application:1",
    "kind": "bill",
    "name": "a.png",
    "media_type": "image/png",
    "size": 1,
    "sha256": "0" * 64,
    "pages": 1,
    "key_id": "first",
    "wrapped_key": "w",
    "status": "kept",
}


@pytest.mark.parametrize(
    "change",
    [
        {"for_what": ""},
        {"kind": ""},
        {"name": ""},
        {"name": "a" * 81},
        {"media_type": "image/svg+xml"},
        {"size": 0},
        {"size": 10 * 1024 * 1024 + 1},
        {"pages": 0},
        {"pages": 31},
        {"sha256": "0"},
        {"status": "lost"},
        {"key_id": None},
        {"wrapped_key": None},
        {"deleted_at": "now"},
        {"status": "deleted"},
        {"status": "deleted", "deleted_at": "now", "name": ""},
        {"status": "deleted", "deleted_at": "now", "key_id": None, "wrapped_key": None},
        {"resident": 999_999},
    ],
)
def test_the_database_refuses_rows_that_make_no_sense(change):
    row = {**KEPT, "resident": make_resident(), "added_at": now(), **change}
    row |= {"deleted_at": now()} if "deleted_at" in change else {}
    with pytest.raises(peewee.IntegrityError), atomic():
        EvidenceFile.create(**row)


def test_the_database_keeps_a_file_once_for_one_thing():
    amina = make_resident()
    EvidenceFile.create(**{**KEPT, "resident": amina, "added_at": now()})
    with pytest.raises(peewee.IntegrityError), atomic():
        EvidenceFile.create(**{**KEPT, "public_id": "b", "resident": amina, "added_at": now()})


def test_the_database_refuses_a_page_twice():
    file = EvidenceFile.create(**{**KEPT, "resident": make_resident(), "added_at": now()})
    EvidencePage.create(file=file, number=1, stored_as="0" * 32)
    for row in (
        {"number": 1, "stored_as": "1" * 32},
        {"number": 2, "stored_as": "0" * 32},
        {"number": 31, "stored_as": "2" * 32},
    ):
        with pytest.raises(peewee.IntegrityError), atomic():
            EvidencePage.create(file=file, **row)


KILLED = """
import io, sys
from datetime import datetime
from westminster.core import db, settings
from westminster.core.settings import Settings
from westminster.evidence import service

class Waiting(io.BytesIO):
    told = False

    def read(self, *args):
        if not self.told:
            self.told = True
            print("reading", flush=True)
            sys.stdin.readline()
        return super().read(*args)

settings.install(Settings.from_environ(dict(item.split("=", 1) for item in sys.argv[4:])))
db.connect(sys.argv[1])
with open(sys.argv[2], "rb") as file:
    service.add(int(sys.argv[3]), "application:1", Waiting(file.read()), "a.pdf", "bill", actor="system")
"""


def test_a_portal_that_is_killed_between_bytes_and_row_leaves_no_row_and_no_bytes(own_url, folder, tmp_path):
    """The row waits for a lock that we hold; the bytes are there already. Then the plug is pulled."""
    amina = make_resident()
    paper = tmp_path / "a.pdf"
    paper.write_bytes(made.pdf(pages="[" + "3 0 R " * 3 + "]", count=3))
    known = settings.current()
    told = {
        "WESTMINSTER_MODE": "demo",
        "SECRET_KEY": known.secret_key,
        "EVIDENCE_URL": known.evidence_url,
        "EVIDENCE_KEYS": known.evidence_keys,
    }
    command = [sys.executable, "-c", KILLED, own_url, paper, str(amina.id)]
    command += [f"{name}={value}" for name, value in told.items()]
    with subprocess.Popen(
        command, cwd=Path(store.__file__).parents[2], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as portal:
        assert portal.stdout.readline() == "reading\n"
        with atomic():
            locked(Resident.select().where(Resident.id == amina.id)).get()
            portal.stdin.write("go\n")
            portal.stdin.flush()
            _wait_for(lambda: len(stored(folder)) == 3 and not any((folder / "drafts").iterdir()))
            portal.kill()
            portal.wait()
    assert len(stored(folder)) == 3
    assert not EvidenceFile.select().exists()
    for path in stored(folder):
        age(path, hours=2)
    upkeep.sweep()
    assert stored(folder) == []


def _wait_for(condition):
    for _ in range(400):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")
