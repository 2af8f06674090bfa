"""Look a postcode up; take over a file of them."""

from collections.abc import Callable, Iterable

import peewee

from ..audit.service import record
from ..core.db import atomic
from ..core.words import N_
from .files import Row
from .models import Postcode
from .rules import Place

ATTRIBUTION = N_(
    "Contains Ordnance Survey data © Crown copyright and database right 2025. "
    "Contains Royal Mail data © Royal Mail copyright and database right 2025. "
    "Contains National Statistics data © Crown copyright and database right 2025."
)
_BATCH = 1000
_CHANGING = [Postcode.ward, Postcode.council_code, Postcode.council, Postcode.latitude, Postcode.longitude]


def look_up(postcode: str) -> Place:
    """What we know of a postcode that `parse_postcode` gave. Unknown is not outside."""
    known = Postcode.get_or_none(Postcode.postcode == postcode)
    if known is None:
        return Place(postcode)
    return Place(postcode, known.council_code, known.council, known.ward)


def keep(rows: Iterable[Row], *, actor: str, progress: Callable[[int], None] = lambda _: None) -> int:
    """Add or renew postcodes, all or none; the number kept. `progress` hears of each batch."""
    kept = 0
    with atomic():
        for batch in peewee.chunked(rows, _BATCH):
            Postcode.insert_many(batch).on_conflict(
                conflict_target=[Postcode.postcode],
                preserve=_CHANGING,
            ).execute()
            kept += len(batch)
            progress(len(batch))
        record("postcodes.imported", actor=actor, subject="postcodes", rows=kept)
    return kept
