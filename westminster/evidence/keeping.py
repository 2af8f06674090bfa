"""How bytes in the store and rows in the database keep step: bytes first, row after; at the end the other way round."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from ..audit.service import record
from ..core import settings
from ..core.clock import now
from ..core.db import atomic, locked
from ..core.errors import GatewayDown, Refused
from ..core.events import emit
from ..core.ids import new_token
from ..residents.models import Resident
from . import sealing, store
from .limits import MAX_FILES, Page
from .models import EvidenceFile, EvidencePage
from .rules import FIELD, TOO_MANY_FILES

AS_IT_CAME = 0  # in place of a page's number


def keys() -> dict[str, bytes]:
    """The keys of the settings, the newest first. Raises SettingsError."""
    return sealing.parse_keys(settings.current().evidence_keys)


@contextmanager
def all_or_nothing() -> Iterator[list[str]]:
    """Names to put bytes under: taken away again when the file is not kept. What a crash leaves goes by `sweep`."""
    names: list[str] = []
    try:
        yield names
    except (Refused, GatewayDown):
        store.current().remove(names)
        raise


def seal(file: EvidenceFile, pages: Iterable[Page], names: list[str], as_it_came: bytes | None = None) -> None:
    """Put each page into the store as it comes, then the file `as_it_came`; it gets its id and key.

    Raises what `pages` raises; then `names` are those put so far.
    """
    key = sealing.new_key()
    file.public_id = new_token(10)
    file.key_id, file.wrapped_key = sealing.wrap(keys(), key, file.public_id)

    def put(number: int, data: bytes) -> None:
        names.append(store.new_name())
        store.current().put(names[-1], sealing.seal(key, _label(file, number), data))

    for number, page in enumerate(pages, 1):
        put(number, page.jpeg)
        file.pages = number
        file.hard_to_read = file.hard_to_read or page.hard_to_read
    if as_it_came is not None:
        put(AS_IT_CAME, as_it_came)
        file.unchecked_as = names[-1]


def unsealed(page: EvidencePage) -> bytes:
    """Raises GatewayDown, Damaged, SettingsError when its key is gone."""
    return _unsealed(page.file, page.number, page.stored_as)


def as_it_came(file: EvidenceFile) -> bytes:
    """What waits to be checked. Raises as `unsealed`."""
    return _unsealed(file, AS_IT_CAME, file.unchecked_as)  # type: ignore[arg-type]  # it has one while it waits


def _unsealed(file: EvidenceFile, number: int, name: str) -> bytes:
    return sealing.unseal(key_of(file, keys()), _label(file, number), store.current().get(name))


def key_of(file: EvidenceFile, known: dict[str, bytes]) -> bytes:
    """The key of a kept file. Raises Damaged, SettingsError when `known` does not hold what it is locked with."""
    return sealing.unwrap(known, file.key_id, file.wrapped_key, file.public_id)  # type: ignore[arg-type]  # both are there: 0011 checks


def enter(file: EvidenceFile, names: list[str], actor: str) -> EvidenceFile:
    """Write the rows of a sealed file; the one that is there already if it was sent twice. Raises Refused."""
    with atomic():
        # Two uploads of one person at once: the second counts and sees the first.
        locked(Resident.select(Resident.id).where(Resident.id == file.resident_id)).get()
        twin = _twin(file)
        if twin is None:
            check_room(file.for_what)
            _write(file, names[: file.pages])
            note("evidence.added", file, actor, for_what=file.for_what, pages=file.pages)
            return file
    store.current().remove(names)
    return twin


def check_room(for_what: str) -> None:
    """Raises Refused when no file more may be given for it."""
    kept = EvidenceFile.select().where(EvidenceFile.for_what == for_what, EvidenceFile.status == "kept")
    if kept.count() >= MAX_FILES:
        raise Refused(TOO_MANY_FILES, FIELD)


def forget(file: EvidenceFile, status: str, actor: str) -> None:
    """End a kept file: its key and name go in this transaction, its bytes soon after it, never before."""
    names = [page.stored_as for page in EvidencePage.select().where(EvidencePage.file == file)]
    EvidencePage.delete().where(EvidencePage.file == file).execute()
    names += [file.unchecked_as] if file.unchecked_as else []
    file.status, file.deleted_at, file.name = status, now(), ""
    file.key_id = file.wrapped_key = file.unchecked_as = None
    file.save()
    note(f"evidence.{status}", file, actor)
    emit("evidence.ended", file_id=file.id, names=names)


def note(act: str, file: EvidenceFile, actor: str, **detail: str | int) -> None:
    """A line about the person whose file it is."""
    record(act, actor=actor, subject=f"resident:{file.resident_id}", evidence=file.public_id, **detail)


def _label(file: EvidenceFile, number: int) -> str:
    """What a sealed page is bound to, so that pages and files cannot be swapped in the store."""
    return f"{file.public_id}/{number}"


def _twin(file: EvidenceFile) -> EvidenceFile | None:
    """The kept file with the same content, given for the same: must match the unique index in 0011."""
    same = [getattr(EvidenceFile, name) == getattr(file, name) for name in ("resident", "for_what", "kind", "sha256")]
    found: EvidenceFile | None = EvidenceFile.get_or_none(*same, EvidenceFile.status == "kept")
    return found


def _write(file: EvidenceFile, pages: list[str]) -> None:
    file.added_at = now()
    file.save(force_insert=True)
    rows = [{"file": file, "number": number, "stored_as": name} for number, name in enumerate(pages, 1)]
    EvidencePage.insert_many(rows).execute()
