"""What the worker and the operator do so that deleted means gone and keys can change."""

from datetime import timedelta

from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic
from . import sealing, store
from .keeping import key_of, keys, note
from .models import EvidenceFile, EvidencePage

ORPHAN_AGE = timedelta(hours=1)  # far longer than one upload takes


def remove_bytes(file_id: int, names: list[str]) -> None:
    """Take the pages of an ended file off the disk, and leave the proof. May be repeated."""
    store.current().remove(names)
    file = EvidenceFile.get_by_id(file_id)
    note("evidence.bytes_removed", file, "system", pages=file.pages, sha256=file.sha256)


def sweep() -> None:
    """Remove bytes that no row knows: what an upload left that was cut off by a crash."""
    folder = store.current()
    for names in folder.older_than(now() - ORPHAN_AGE):
        pages = EvidencePage.select(EvidencePage.stored_as).where(EvidencePage.stored_as.in_(names))
        waiting = EvidenceFile.select(EvidenceFile.unchecked_as).where(EvidenceFile.unchecked_as.in_(names))
        known = {row.stored_as for row in pages} | {row.unchecked_as for row in waiting}
        folder.remove(set(names) - known)


def rewrap(*, actor: str) -> int:
    """Lock every kept file's key with the newest of EVIDENCE_KEYS; how many were locked with an older one.

    The bytes stay as they are. Afterwards the older keys may leave the settings. May be repeated.
    """
    known = keys()
    newest = next(iter(known))
    old = EvidenceFile.select().where(EvidenceFile.status == "kept", EvidenceFile.key_id != newest)
    with atomic():
        changed = sum(_rewrapped(file, known) for file in list(old.order_by(EvidenceFile.id)))
        if changed:
            record("evidence.rewrapped", actor=actor, subject="evidence", files=changed, key=newest)
    return changed


def _rewrapped(file: EvidenceFile, known: dict[str, bytes]) -> int:
    """1, or 0 when the file has ended meanwhile."""
    key_id, wrapped = sealing.wrap(known, key_of(file, known), file.public_id)
    same = (EvidenceFile.id == file.id) & (EvidenceFile.wrapped_key == file.wrapped_key)
    return int(EvidenceFile.update(key_id=key_id, wrapped_key=wrapped).where(same).execute())
