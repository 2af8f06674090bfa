"""Take a file, show its pages, end it. A stranger's file is opened in a child process: see inspection."""

from datetime import timedelta
from typing import IO, Any

from ..core import limits as rate
from ..core.db import atomic, locked
from ..core.errors import GatewayDown, NotFound, Refused
from ..core.words import Words
from . import inspection, keeping, rules, scanning
from .limits import Page
from .models import EvidenceFile, EvidencePage
from .upload import Upload

MAX_AN_HOUR = 30
PAGE_TYPE = "image/jpeg"


def add(resident_id: int, for_what: str, upload: IO[bytes], filename: str, kind: str, *, actor: str) -> EvidenceFile:
    """Keep the pages of a file as pictures. The same file sent twice is kept once. Until it is checked for viruses, the
    person alone sees it.

    Raises Refused; GatewayDown when the store is away. Takes seconds: never call it inside `atomic`.
    """
    _check_room(resident_id, for_what)
    given, name = Upload(upload), rules.display_name(filename)
    media_type = rules.media_type(given.head, name)
    if isinstance(media_type, Words):
        raise Refused(media_type, rules.FIELD)
    waits = _check(resident_id, for_what, given, actor)
    file = EvidenceFile(resident=resident_id, for_what=for_what, kind=kind, name=name, media_type=media_type)
    with keeping.all_or_nothing() as names:
        keeping.seal(file, inspection.draw(given, media_type), names, b"".join(given) if waits else None)
        file.size, file.sha256 = given.size, given.sha256
        return keeping.enter(file, names, actor)


def reuse(resident_id: int, public_id: str, for_what: str, *, actor: str) -> EvidenceFile:
    """Give a file that is kept already for something else too: a copy, with an end of its own.

    Raises NotFound, Refused, GatewayDown.
    """
    known = _only(_kept(resident_id).where(EvidenceFile.public_id == public_id, EvidenceFile.unchecked_as.is_null()))
    _check_room(resident_id, for_what)
    told = {name: getattr(known, name) for name in ("kind", "name", "media_type", "size", "sha256")}
    file = EvidenceFile(resident=resident_id, for_what=for_what, **told)
    pages = _pages().where(EvidencePage.file == known).order_by(EvidencePage.number)
    with keeping.all_or_nothing() as names:
        keeping.seal(file, (Page(keeping.unsealed(page), known.hard_to_read) for page in pages), names)
        return keeping.enter(file, names, actor)


def list_for(for_what: str, status: str = "kept") -> list[EvidenceFile]:
    """Files given for it, in the order they came. Those "removed" or "deleted" have no names any more."""
    query = EvidenceFile.select().where(EvidenceFile.for_what == for_what, EvidenceFile.status == status)
    return list(query.order_by(EvidenceFile.id))


def earlier(resident_id: int, for_what: str) -> list[EvidenceFile]:
    """Files the person gave for something else and could `reuse`, each once, the newest first."""
    here = {file.sha256 for file in list_for(for_what)}
    checked = _kept(resident_id).where(EvidenceFile.unchecked_as.is_null()).order_by(EvidenceFile.id)
    others = {file.sha256: file for file in checked if file.sha256 not in here}
    return list(others.values())[::-1]


def find_for(resident_id: int, public_id: str) -> EvidenceFile:
    """A kept file of this person. Raises NotFound, for a stranger's too."""
    return _only(_kept(resident_id).where(EvidenceFile.public_id == public_id))


def open_page(public_id: str, number: int, *, actor: str) -> tuple[bytes, str]:
    """One page and its media type; recorded unless `actor` is the person. Who may see it is for the caller to ask.

    Raises NotFound, also when the file has ended, and for others than the person while it waits to be checked;
    GatewayDown; Damaged.
    """
    page = _pages().where(EvidenceFile.public_id == public_id, EvidencePage.number == number).first()
    own = page is not None and actor == f"resident:{page.file.resident_id}"
    if page is None or (page.file.unchecked_as and not own):
        raise NotFound
    picture = keeping.unsealed(page)
    if not own:
        keeping.note("evidence.read", page.file, actor, page=number)
    return picture, PAGE_TYPE


def remove(resident_id: int, public_id: str, *, actor: str) -> None:
    """Take back a file, as a person may until they send what it is for. Raises NotFound."""
    with atomic():
        file = _only(locked(_kept(resident_id).where(EvidenceFile.public_id == public_id)))
        keeping.forget(file, "removed", actor)


def delete(public_id: str, *, actor: str) -> None:
    """End a file. Raises NotFound, also when it has ended already."""
    with atomic():
        file = _only(locked(_kept().where(EvidenceFile.public_id == public_id)))
        keeping.forget(file, "deleted", actor)


def delete_all(for_what: str, *, actor: str) -> int:
    """End every file given for it; how many there were."""
    with atomic():
        files = list(locked(_kept().where(EvidenceFile.for_what == for_what).order_by(EvidenceFile.id)))
        for file in files:
            keeping.forget(file, "deleted", actor)
    return len(files)


def _check(resident_id: int, for_what: str, given: Upload, actor: str) -> bool:
    """Whether it has to wait for the virus check. Raises Refused for what did not pass it."""
    try:
        virus = scanning.virus_in(given)
    except GatewayDown:
        return True
    if virus:
        scanning.note_found(resident_id, virus, for_what, actor)
        raise Refused(rules.VIRUS, rules.FIELD)
    return False


def _check_room(resident_id: int, for_what: str) -> None:
    keeping.check_room(for_what)
    if not rate.allow(f"evidence:{resident_id}", MAX_AN_HOUR, timedelta(hours=1)):
        raise Refused(rules.TOO_OFTEN, rules.FIELD)


def _kept(resident_id: int | None = None) -> Any:
    kept = EvidenceFile.select().where(EvidenceFile.status == "kept")
    return kept if resident_id is None else kept.where(EvidenceFile.resident == resident_id)


def _pages() -> Any:
    return EvidencePage.select(EvidencePage, EvidenceFile).join(EvidenceFile)


def _only(query: Any) -> EvidenceFile:
    file: EvidenceFile | None = query.first()
    if file is None:
        raise NotFound
    return file
