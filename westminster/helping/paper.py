"""The summary as a PDF that a screen reader can read, drawn as the card's sheet is."""

import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from ..wallets.paper import drawable
from ..wallets.rules import without_symbols
from .sheet import Sheet

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "helping" / "summary.typ"


def printed(sheet: Sheet, today: date, *, large: bool = False) -> bytes:
    """The PDF, in 24 points where `large`. A name that no font here can draw is left as a line to write it on."""
    names = (sheet.name, without_symbols(sheet.name), "")
    tries = [
        {"sheet": json.dumps(asdict(replace(sheet, name=name))), "size": "24" if large else "15"} for name in names
    ]
    return drawable(TEMPLATE, tries, today)
