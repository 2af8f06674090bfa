"""Is every text in the catalogue, and is each one fit for a translator? `--write` brings the catalogue up to date."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from westminster.core.data import TEXTS

ROOT = Path(__file__).resolve().parents[2]
POT = ROOT / "westminster" / "translations" / "messages.pot"
HEADER = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'


def in_data(file: IO[bytes], *_: Any, **__: Any) -> Iterator[tuple[int, str, str, list[str]]]:
    """The texts of a data file (see westminster.core.data), as babel wants to be told of them."""
    for text in _texts(tomllib.loads(file.read().decode())):
        yield 1, "_", text, []


def _texts(found: Any, key: str = "") -> Iterator[str]:
    if isinstance(found, dict):
        for name, value in found.items():
            yield from _texts(value, name)
    elif isinstance(found, list):
        for one in found:
            yield from _texts(one, key)
    elif key in TEXTS:
        yield found


KEYWORDS = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2)}
SOURCES = {
    "westminster": [("**.py", "python"), ("**.toml", in_data)],
    "templates": [("**.html", "jinja2"), ("**.txt", "jinja2")],
}
JINJA = {
    "silent": "false",
    "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols",
    "trimmed": "true",
    "newstyle_gettext": "true",
}
UNFIT = {
    "has a straight quotation mark; write ’ or “ ”": re.compile(r"\w'\w|\"|(?<!\w)'\w"),
    "has space at an end": re.compile(r"^\s|\s$"),
    "has a line break": re.compile(r"\n"),
    "has markup": re.compile(r"</?[a-z]+[ >]"),
    "has a place without a name": re.compile(r"%[sd]|\{\w*\}"),
}


def catalogue() -> Catalog:
    """Every marked text, with the files that it is in and no line numbers, so that an edit elsewhere changes nothing."""
    found = Catalog(charset="utf-8")
    for folder, methods in SOURCES.items():
        options = {pattern: JINJA for pattern, method in methods if method == "jinja2"}
        for name, _, text, comments, _ in extract_from_dir(ROOT / folder, methods, options, KEYWORDS, ["Translators:"]):
            found.add(text, locations=[(f"{folder}/{name}", 0)], auto_comments=comments)
    return found


def written(found: Catalog) -> bytes:
    out = BytesIO()
    write_po(out, found, width=0, omit_header=True, sort_output=True, include_lineno=False)
    return HEADER + out.getvalue()


def unfit(found: Catalog) -> Iterator[str]:
    for message in found:
        texts = message.id if isinstance(message.id, tuple) else (message.id,)
        for text in filter(None, texts):
            for fault, pattern in UNFIT.items():
                if pattern.search(text):
                    yield f"{message.locations[0][0]}: {text!r} {fault}"


def unseen() -> Iterator[str]:
    """Calls that mark something other than a plain text: it would never reach the catalogue."""
    for path in sorted((ROOT / "westminster").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if name in KEYWORDS and not isinstance(getattr(node.args[0], "value", None), str):
                yield f"{path.relative_to(ROOT)}:{node.lineno}: {name}() needs a plain text"


def main() -> int:
    found = catalogue()
    if "--write" in sys.argv:
        POT.parent.mkdir(exist_ok=True)
        POT.write_bytes(written(found))
    faults = [*unfit(found), *unseen()]
    if not POT.exists() or POT.read_bytes() != written(found):
        faults.append(f"{POT.relative_to(ROOT)} is out of date: run make words")
    print(*faults, sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
