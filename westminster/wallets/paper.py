"""The sheet of paper as a PDF that a screen reader can read: tagged, PDF/UA-1, drawn by Typst.

What each part is called there: docs/decisions/009-passes.md.
"""

import json
import threading
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

import typst

from .drawn import code_svg
from .rules import without_symbols
from .sheet import Sheet

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "wallets" / "card.typ"
_one_at_a_time = threading.Lock()  # the compiler says "already borrowed" to a second thread; it takes 10 ms


def printed(sheet: Sheet, today: date) -> bytes:
    """The PDF. A name that no font here can draw is left as a line to write it on: everything else still prints.

    Typst's own fonts come first, so that the same sheet is the same file on every machine; those of the
    machine are asked only for what is missing there, such as Chinese.
    """
    for name in (sheet.name, without_symbols(sheet.name)):
        try:
            return _compiled(replace(sheet, name=name), today)
        except typst.TypstError as error:
            if "could not be displayed" not in error.message:
                raise
    return _compiled(replace(sheet, name=""), today)


def _compiled(sheet: Sheet, today: date) -> bytes:
    """Typst gets values, not source: nothing in a name can be read as markup."""
    values = {"sheet": json.dumps(asdict(sheet)), "code": str(code_svg(sheet.code))}
    midday = datetime.combine(today, time(12), UTC)
    with _one_at_a_time:
        made = _compiler().compile(format="pdf", sys_inputs=values, pdf_standards="ua-1", timestamp=midday)
    assert isinstance(made, bytes)  # noqa: S101  # one document, so not a list
    return made


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent)
