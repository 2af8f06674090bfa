"""The demo's Council Tax system: writes each night the extract that `flask counciltax import` takes."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator

from ..core.clock import today
from ..sources import extract
from ..sources.extract_rules import Household, households
from .by_email import BY_EMAIL
from .cast import CAST

# A landlord's account for a shared house: nobody who lives there is liable.
_LANDLORDS = {"CT-10000089": "Quill Street Lettings Ltd"}
# Ravi Shah's, closed when he moved out.
_CLOSED = {"CT-10000105"}
# Jo Whitfield's partner pays.
_OTHERS = [("CT-10000055", "Marchetti, Lena", "27 Weathervane Street", "W9 3AL")]
_HEADER = ("account_number", "names", "address_1", "postcode", "from_date")


def load_extract() -> None:
    """Take over today's, unless it is in use already."""
    data = written()
    if not extract.is_in_use(data, today()):
        good = [row for row in households(data) if isinstance(row, Household)]
        extract.take_over(data, good, extracted_on=today(), skipped=0, actor="system")


def written() -> bytes:
    """The file."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADER)
    writer.writerows((*row, "2019-04-01") for row in _accounts())
    return text.getvalue().encode()


def _accounts() -> Iterator[tuple[str, str, str, str]]:
    """Those of the cast who pay Council Tax, together where they share a home, and others."""
    names: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for person in (*CAST, *BY_EMAIL):
        home = person.home
        if home and home.account and home.account not in _CLOSED:
            liable = _LANDLORDS.get(home.account) or f"{person.family}, {person.given}".strip(", ")
            names[home.account, home.lines[0], home.postcode].append(liable)
    for (account, line, postcode), those in names.items():
        yield account, "; ".join(dict.fromkeys(those)), line, postcode
    yield from _OTHERS
