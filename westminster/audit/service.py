"""Write a line in the transaction of the act it tells of; read lines; prove that none was changed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from ..core.clock import now
from ..core.db import atomic, database, is_sqlite
from .models import AuditEntry
from .rules import START, link

_CHAIN_LOCK = 7_281_106  # any constant: one writer at a time on PostgreSQL


@dataclass(frozen=True)
class Verdict:
    """What `verify` found: `bad_id` is the first row that does not fit, None when all do."""

    rows: int
    head: str
    bad_id: int | None


def record(act: str, *, actor: str, subject: str, **detail: str | int | bool | None) -> None:
    """Add a line. Call it inside the transaction of the act. `detail` holds ids, not personal data."""
    with atomic():
        if not is_sqlite():
            database.execute_sql("SELECT pg_advisory_xact_lock(%s)", (_CHAIN_LOCK,))
        last = AuditEntry.select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1).scalar()
        at, text = now(), json.dumps(detail, sort_keys=True, ensure_ascii=False)
        previous = last or START
        AuditEntry.create(
            at=at,
            act=act,
            actor=actor,
            subject=subject,
            detail=text,
            previous=previous,
            hash=link(previous, at, act=act, actor=actor, subject=subject, detail=text),
        )


def verify() -> Verdict:
    """Walk the whole chain from its start.

    Rows cut off at the end leave no trace inside: compare `head` with one kept elsewhere.
    """
    rows, head = 0, START
    for entry in AuditEntry.select().order_by(AuditEntry.id).iterator():
        own = _link_of(entry, head)
        if entry.previous != head or entry.hash != own:
            return Verdict(rows, head, entry.id)
        rows, head = rows + 1, entry.hash
    return Verdict(rows, head, None)


def _link_of(entry: AuditEntry, head: str) -> str:
    return link(head, entry.at, act=entry.act, actor=entry.actor, subject=entry.subject, detail=entry.detail)


def about(subject: str, acts: tuple[str, ...] = ()) -> Iterator[AuditEntry]:
    """Lines about `subject`, newest first; only of `acts` when given."""
    query = AuditEntry.select().where(AuditEntry.subject == subject)
    if acts:
        query = query.where(AuditEntry.act.in_(acts))
    return iter(query.order_by(AuditEntry.id.desc()))
