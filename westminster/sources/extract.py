"""The Council Tax extract: taken over whole, asked by number and postcode, compared by name."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from hashlib import sha256

from ..audit.service import record
from ..core.bulk import replace_all
from ..core.clock import now, today
from ..core.db import atomic
from ..core.sealing import keyed_hash, seal, unseal
from . import name_rules
from .extract_rules import Household, is_stale, plain
from .models import CouncilTaxExtract, CouncilTaxHousehold

_HASH, _NAMES = "council tax household", "council tax names"


class Match(Enum):
    """What the extract says of account number, name and postcode together, never of one of them."""

    MATCHED = "matched"
    NOT_MATCHED = "not_matched"
    CANNOT_TELL = "cannot_tell"


class OldExtract(Exception):
    """The one in use is of a later day."""


class Extract:
    """The one in use, or none."""

    def match(self, account_number: str, first: str, last: str, postcode: str) -> Match:
        return self.match_again(account_hash(account_number, postcode), first, last)

    def match_again(self, key: str, first: str, last: str) -> Match:
        """For a household that was found before; `key` is its `account_hash`."""
        if why_not() is not None:
            return Match.CANNOT_TELL
        found = CouncilTaxHousehold.get_or_none(
            CouncilTaxHousehold.household_hash == key, CouncilTaxHousehold.from_on <= today()
        )
        names = json.loads(unseal(found.names, purpose=_NAMES, label=key)) if found else []
        same = any(name_rules.same_person(first, last, name) for name in names)
        return Match.MATCHED if same else Match.NOT_MATCHED


def in_use() -> CouncilTaxExtract | None:
    return CouncilTaxExtract.select().order_by(CouncilTaxExtract.id.desc()).first()


def why_not() -> str | None:
    """Why nothing can be told from the extract: none, other_key, stale; None when it can."""
    extract = in_use()
    if extract is None:
        return "none"
    if extract.key_hash != _key_hash():
        return "other_key"
    return "stale" if is_stale(extract.extracted_on, today()) else None


def account_hash(account_number: str, postcode: str) -> str:
    """What a household is looked up by."""
    return keyed_hash(plain(account_number), plain(postcode), purpose=_HASH)


def is_in_use(data: bytes, extracted_on: date) -> bool:
    """Whether this very file is taken over already, and of no later day."""
    extract = in_use()
    return (
        extract is not None
        and (extract.file_hash, extract.key_hash) == (_file_hash(data), _key_hash())
        and extract.extracted_on >= extracted_on
    )


def take_over(
    data: bytes,
    households: Sequence[Household],
    *,
    extracted_on: date,
    skipped: int,
    actor: str,
    progress: Callable[[int], None] = lambda _: None,
) -> None:
    """Put `households`, read from `data`, in the place of those in use: all of them or, where we stop half way, none.

    Raises OldExtract. Afterwards, outside a transaction, `core.bulk.forget_deleted`.
    """
    rows = sorted(_sealed(household) for household in households)
    with atomic():
        extract = in_use()
        if extract is not None and extract.extracted_on > extracted_on:
            raise OldExtract
        replace_all(CouncilTaxHousehold, ("household_hash", "names", "from_on"), rows, progress)
        CouncilTaxExtract.create(
            extracted_on=extracted_on,
            households=len(rows),
            skipped=skipped,
            file_hash=_file_hash(data),
            key_hash=_key_hash(),
            imported_at=now(),
        )
        told = {"households": len(rows), "skipped": skipped}
        record("council_tax.imported", actor=actor, subject="council_tax", of=extracted_on.isoformat(), **told)


def _sealed(household: Household) -> tuple[str, str, str]:
    key = account_hash(household.account, household.postcode)
    names = json.dumps(household.names, ensure_ascii=False).encode()
    return key, seal(names, purpose=_NAMES, label=key), household.from_on.isoformat()


def _file_hash(data: bytes) -> str:
    return keyed_hash(sha256(data).hexdigest(), purpose="council tax file")


def _key_hash() -> str:
    return keyed_hash(purpose=_HASH)
