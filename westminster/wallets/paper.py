"""The sheet of paper as a PDF that a screen reader can read: tagged, PDF/UA-1, drawn by Typst.

What each part is called there: docs/decisions/009-passes.md.
"""

import json
import threading
from collections.abc import Sequence
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
    """The PDF. A name that no font here can draw is left as a line to write it on: everything else still prints."""
    names, code = (sheet.name, without_symbols(sheet.name), ""), str(code_svg(sheet.code))
    return drawable(
        TEMPLATE, [{"sheet": json.dumps(asdict(replace(sheet, name=one))), "code": code} for one in names], today
    )


def drawable(template: Path, tries: Sequence[dict[str, str]], today: date) -> bytes:
    """The first of `tries`, values for `template`, that a font here can draw.

    Typst's own fonts come first, so that the same sheet is the same file on every machine; those of the
    machine are asked only for what is missing there, such as Chinese.
    """
    for values in tries[:-1]:
        try:
            return _compiled(template, values, today)
        except typst.TypstError as error:
            if "could not be displayed" not in error.message:
                raise
    return _compiled(template, tries[-1], today)


def _compiled(template: Path, values: dict[str, str], today: date) -> bytes:
    """Typst gets values, not source: nothing in a name can be read as markup."""
    midday = datetime.combine(today, time(12), UTC)
    with _one_at_a_time:
        made = _compiler(template).compile(format="pdf", sys_inputs=values, pdf_standards="ua-1", timestamp=midday)
    assert isinstance(made, bytes)  # noqa: S101  # one document, so not a list
    return made


@cache
def _compiler(template: Path) -> typst.Compiler:
    return typst.Compiler(template, root=template.parent)
