"""The virus check: asked while a file comes, and by the worker for files that came while nobody answered."""

import json
import logging
from collections.abc import Iterable
from threading import BoundedSemaphore

from peewee import fn

from ..audit.service import record
from ..core.db import atomic, locked
from ..core.errors import GatewayDown
from ..core.events import emit
from ..gateways import clamd
from ..messages.service import send
from ..residents.service import contact
from . import keeping, notices, store
from .models import EvidenceFile

# A slow check may hold this many of the server's eight threads; files that come meanwhile wait for the worker.
_line = BoundedSemaphore(2)
log = logging.getLogger("westminster.evidence")


def virus_in(chunks: Iterable[bytes]) -> str | None:
    """The name of what was found, None for nothing, and where no check is set. Raises GatewayDown."""
    scanner = clamd.connect()
    if scanner is None:
        return None
    if not _line.acquire(blocking=False):
        raise GatewayDown(clamd.SYSTEM)
    try:
        return scanner.virus_in(chunks)
    except GatewayDown as down:
        log.warning(json.dumps({"virus check": "no answer", "error": str(down.__cause__)}))
        raise
    finally:
        _line.release()


def note_found(resident_id: int, virus: str, for_what: str, actor: str) -> None:
    """For a file that was never kept."""
    with atomic():
        record("evidence.virus", actor=actor, subject=f"resident:{resident_id}", virus=virus, for_what=for_what)


def check_waiting() -> None:
    """Ask again for the files that wait. In any order, so that one that cannot be checked holds up no other."""
    for file in list(EvidenceFile.select().where(EvidenceFile.unchecked_as.is_null(False)).order_by(fn.RANDOM())):
        try:
            virus = virus_in([keeping.as_it_came(file)])
        except GatewayDown:
            return
        settle(file, virus)


def settle(waiting: EvidenceFile, virus: str | None) -> None:
    """Staff may see it, or it goes and its person is told. Nothing when it has ended meanwhile."""
    with atomic():
        still = EvidenceFile.unchecked_as == waiting.unchecked_as
        file = locked(EvidenceFile.select().where(EvidenceFile.id == waiting.id, still)).first()
        if file is None:
            return
        name, shown = file.unchecked_as, file.name
        if virus:
            file.virus = virus
            keeping.forget(file, "deleted", "system")
            note_found(file.resident_id, virus, file.for_what, "system")
            emit("evidence.virus", for_what=file.for_what)
            if reach := contact(file.resident):
                send(reach, notices.virus(shown), about=f"resident:{file.resident_id}")
        else:
            file.unchecked_as = None
            file.save()
    store.current().remove([name])
